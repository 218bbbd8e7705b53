package dev.freshet.capture;

/** How to reach the database with the rights that capture needs (replication, and owner of its own objects). */
public record DatabaseAddress(String host, int port, String database, String user, String password) {
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
