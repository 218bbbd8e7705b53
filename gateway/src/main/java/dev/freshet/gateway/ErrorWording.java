package dev.freshet.gateway;

import java.util.List;

/** How one service says what its callers did wrong, where services differ. */
public interface ErrorWording {
    /** The answer to a request whose members break their constraints; the list is never empty. */
    ApiException violations(List<Violation> violations);
}
