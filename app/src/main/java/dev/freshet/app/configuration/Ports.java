package dev.freshet.app.configuration;

/** Reads port numbers. */
final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    static int parse(String text, int lowest) {
        String allowed = "a port is a number from " + lowest + " to " + HIGHEST;
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(allowed);
        }
        int port = Integer.parseInt(text);
        if (port < lowest || port > HIGHEST) {
            throw new IllegalArgumentException(allowed);
        }
        return port;
    }
}
