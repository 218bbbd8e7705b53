package dev.freshet.gateway;

import java.util.List;

/**
 * One AWS service behind the gateway.
 *
 * @param signingName the service's name in a signature's credential scope, such as {@code kinesis}
 * @param wording how this service's errors read where services differ: {@link ErrorWording}
 */
public record Service(String signingName, WireProtocol protocol, ErrorWording wording, List<Action<?, ?>> actions) {
    public Service {
        actions = List.copyOf(actions);
    }
}
