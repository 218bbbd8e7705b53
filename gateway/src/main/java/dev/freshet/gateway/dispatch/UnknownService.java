package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.wire.WireAnswer;
import java.nio.charset.StandardCharsets;

/** The answer to a request that belongs to no service here. It has no protocol, so it is JSON, which people can read. */
final class UnknownService {
    private static final String BODY = """
            {"__type":"UnknownOperationException","message":"This is Freshet's AWS endpoint. The request's signature, \
            X-Amz-Target header and path name no service that it has."}""";

    private UnknownService() {}

    static WireAnswer answer() {
        return WireAnswer.of(404, "application/json", BODY.getBytes(StandardCharsets.UTF_8))
                .with("x-amzn-ErrorType", "UnknownOperationException");
    }
}
