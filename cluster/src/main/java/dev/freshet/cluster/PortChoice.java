package dev.freshet.cluster;

/** Which port a server is to listen on. */
public sealed interface PortChoice {
    /** This port or none: the operator named it. */
    record Exactly(int port) implements PortChoice {}

    /** The port of last time if it is free, else the first free one from here upwards. */
    record FirstFreeFrom(int port) implements PortChoice {}

    static PortChoice exactly(int port) {
        return new Exactly(port);
    }

    static PortChoice firstFreeFrom(int port) {
        return new FirstFreeFrom(port);
    }
}
