package dev.freshet.cluster;

/**
 * A server's name, which is also the name of its folder: 1 to 26 lower case letters and digits. A cluster's server has
 * the cluster's id for a name.
 */
public record ServerName(String value) implements Comparable<ServerName> {
    public ServerName {
        if (!value.matches("[a-z0-9]{1,26}")) {
            throw new IllegalArgumentException(
                    "Not a server's name: '" + value + "' (1 to 26 lower case letters and digits)");
        }
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
