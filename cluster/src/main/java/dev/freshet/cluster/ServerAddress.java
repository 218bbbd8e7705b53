package dev.freshet.cluster;

/** Where a server listens. */
public record ServerAddress(String host, int port) {
    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }

    static ServerAddress onLoopback(int port) {
        return new ServerAddress("127.0.0.1", port);
    }

    /** The JDBC address of one of the server's databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
