package dev.freshet.record;

import java.util.function.Function;

/**
 * A piece of an image's JSON text. Which row it belongs to only the main record knows.
 *
 * @param index from 0
 * @param data whole UTF-8 characters, in an array of their own
 */
public record Fragment(String chunkId, int index, Bytes data) implements ChangeRecord {
    public Fragment {
        if (index < 0) {
            throw new IllegalArgumentException("Fragments are counted from 0, so none has the index " + index);
        }
    }

    @Override
    public <R> R match(
            Function<? super RowChange, ? extends R> change,
            Function<? super ChunkedChange, ? extends R> chunked,
            Function<? super Fragment, ? extends R> fragment) {
        return fragment.apply(this);
    }
}
