package dev.freshet.gateway;

import java.util.List;
import java.util.Optional;

/** How one service says what its callers did wrong, where services differ. */
public interface ErrorWording {
    /** The answer to a request whose members break their constraints; the list is never empty. */
    ApiException violations(List<Violation> violations);

    /**
     * The answer to a body that cannot be read; empty leaves it to the protocol.
     *
     * @param text what is wrong with the body, as AWS words it
     */
    default Optional<ApiException> unreadable(String text) {
        return Optional.empty();
    }
}
