package dev.freshet.gateway.protocol;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Service;

/** A request that cannot be read. It carries no stack trace: the client is at fault, and there may be many. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, as AWS words it */
    UnreadableException(String message) {
        super(message, null, false, false);
    }

    /** The error that the service answers for it. */
    ApiException worded(Service service) {
        String text = String.valueOf(getMessage());
        return service.wording()
                .unreadable(text)
                .orElseGet(() -> CommonError.BODY_UNREADABLE.in(service.protocol(), text));
    }
}
