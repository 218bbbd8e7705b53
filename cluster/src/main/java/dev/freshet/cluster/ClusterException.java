package dev.freshet.cluster;

/** A server could not be made, started or stopped. What failed is the {@link Kind}; the message tells the next step. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public ClusterException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ClusterException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What failed. */
    public enum Kind {
        /** No PostgreSQL for this machine is on the class path. */
        NO_BINARIES,
        /** PostgreSQL is here but does not run on this machine (an old C library, no user namespace for root). */
        BINARIES_DO_NOT_RUN,
        /** Another Freshet, or another object of this one, holds the server's folder. */
        FOLDER_IN_USE,
        /** The folder cannot be read or written, or what lies there is not what Freshet wrote. */
        FOLDER_UNUSABLE,
        /** The data directory was written by another major version of PostgreSQL. */
        OTHER_VERSION,
        /** The port that was asked for is taken, or no port is free. */
        PORT_TAKEN,
        /** A process holds the data directory, and it cannot be told whose it is. */
        FOREIGN_PROCESS,
        /** PostgreSQL ended while starting, or did not become ready in time. */
        START_FAILED,
        /** PostgreSQL does not end. */
        STOP_FAILED,
        /** The server runs but refused what Freshet asked over a connection. */
        REFUSED,
        /** No server has this name, or it is not running. */
        NO_SUCH_SERVER
    }
}
