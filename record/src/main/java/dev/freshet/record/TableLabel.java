package dev.freshet.record;

/** The members of the {@code source} block that name a table, encoded once for all its records. */
public final class TableLabel {
    private final byte[] members;

    public TableLabel(String schema, String table, String database, ClusterId cluster) {
        this.members = new JsonBuffer(128)
                .append("\"schema\":")
                .appendString(schema)
                .append(",\"table\":")
                .appendString(table)
                .append(",\"db\":")
                .appendString(database)
                .append(",\"cluster\":")
                .appendString(cluster.value())
                .append('}')
                .toByteArray();
    }

    byte[] members() {
        return members;
    }
}
