package dev.freshet.app.configuration;

/**
 * Where AWS clients find Freshet, on loopback.
 *
 * @param port 0 for any free one
 * @param tlsPort where they find it with TLS
 */
public record EndpointConfig(int port, TlsPort tlsPort) {
    public static final int DEFAULT_PORT = 4566;
    public static final int DEFAULT_TLS_PORT = 4567;

    static EndpointConfig read(GivenSettings given) {
        return new EndpointConfig(
                given.read(Setting.PORT, text -> Ports.parse(text, 0)).orElse(DEFAULT_PORT),
                given.<TlsPort>read(Setting.TLS_PORT, text -> new TlsPort.Exactly(Ports.parse(text, 0)))
                        .orElse(new TlsPort.FirstFreeFrom(DEFAULT_TLS_PORT)));
    }

    public EndpointConfig withPort(int other) {
        return new EndpointConfig(other, tlsPort);
    }

    /** A port that somebody asked for is that one or an error; the default makes way for another Freshet. */
    public sealed interface TlsPort {
        /** @param port 0 for any free one */
        record Exactly(int port) implements TlsPort {}

        record FirstFreeFrom(int port) implements TlsPort {}
    }
}
