package dev.freshet.gateway.protocol;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.util.List;
import java.util.UUID;

/** One service's protocol, both ways. */
public interface Codec {
    /** The codec of a service, by its protocol. */
    static Codec of(Service service) {
        return switch (service.protocol()) {
            case WireProtocol.AwsJson protocol -> new AwsJsonCodec(service, protocol);
            case WireProtocol.RestJson protocol -> new RestJsonCodec(service, protocol);
            case WireProtocol.AwsQuery protocol -> new AwsQueryCodec(service, protocol);
        };
    }

    /** Every operation that may be called. */
    List<Operation> operations();

    /** Whether this request, which no signature gives to a service, looks like one of this service's. */
    boolean recognises(WireRequest request);

    /**
     * Finds the operation that the request asks for.
     *
     * @throws ApiException when the service has none like it
     */
    WireCall open(WireRequest request);

    /** The answer to a request that could not be served. */
    WireAnswer refuse(WireRequest request, ApiException error, UUID requestId);
}
