package dev.freshet.catalog;

/**
 * A schema of the catalog and where on the class path its migrations are.
 *
 * @param schema lower case, the service's name
 * @param location a folder without slashes at its ends, for instance {@code dev/freshet/kinesis/migrations}
 */
public record Migrations(String schema, String location) {
    public Migrations {
        if (!schema.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a schema's name: '" + schema + "'");
        }
        if (location.startsWith("/") || location.endsWith("/")) {
            throw new IllegalArgumentException("Not a folder on the class path: '" + location + "'");
        }
    }
}
