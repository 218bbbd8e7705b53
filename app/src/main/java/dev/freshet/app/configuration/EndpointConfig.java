package dev.freshet.app.configuration;

/**
 * Where AWS clients find Freshet, on loopback.
 *
 * @param port 0 for any free one
 */
public record EndpointConfig(int port) {
    public static final int DEFAULT_PORT = 4566;

    static EndpointConfig read(GivenSettings given) {
        return new EndpointConfig(
                given.read(Setting.PORT, text -> Ports.parse(text, 0)).orElse(DEFAULT_PORT));
    }
}
