package dev.freshet.gateway.protocol;

import dev.freshet.gateway.wire.WireAnswer;
import java.util.UUID;

/** A request that has found its operation. */
public interface WireCall {
    Operation operation();

    /**
     * The request record. Its constraints are not checked yet.
     *
     * @throws dev.freshet.gateway.ApiException when the request cannot be read
     */
    Record decode();

    /** The answer of a call that went well. */
    WireAnswer answer(Object output, UUID requestId);
}
