package dev.freshet.gateway.http;

import java.util.Optional;

/** Freshet's own plain pages below {@code /_freshet/}, answered to GET from this machine without a signature. */
public interface InternalPages {
    /** No pages at all. */
    InternalPages NONE = _ -> Optional.empty();

    /** @param path the whole path, such as {@code /_freshet/status} */
    Optional<Page> page(String path);

    /** What a page shows. */
    record Page(String contentType, byte[] content) {}
}
