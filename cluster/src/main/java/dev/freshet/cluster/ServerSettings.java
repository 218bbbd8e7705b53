package dev.freshet.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * PostgreSQL's parameters as Freshet sets them (PostgreSQL, chapter 19), by their own names. Port, addresses and what
 * concerns the log's place are the server's own business and not in here.
 */
public record ServerSettings(SortedMap<String, String> parameters) {
    private static final long MIB = 1024 * 1024;

    public ServerSettings {
        parameters.forEach(ServerSettings::check);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * For a user's cluster, whose changes are captured.
     *
     * @param slotKeepBytes how much log PostgreSQL keeps for slots that lag before it gives them up
     *     ({@code max_slot_wal_keep_size}); it protects the disk from a target that is away for long
     */
    public static ServerSettings ofCluster(long slotKeepBytes) {
        return small().with("wal_level", "logical")
                // Five CDC streams per cluster, and as much again for those that are being made, dropped or looked at.
                .with("max_replication_slots", "20")
                .with("max_wal_senders", "20")
                .with("max_slot_wal_keep_size", Math.max(slotKeepBytes / MIB, 1) + "MB")
                // Users who exhaust the connections must not lock out capture and preparation.
                .with("superuser_reserved_connections", "10");
    }

    /** For the catalog: nothing reads its log. */
    public static ServerSettings ofCatalog() {
        return small().with("wal_level", "minimal").with("max_wal_senders", "0").with("max_connections", "50");
    }

    /**
     * The log kept for slots: 10 GiB, or a tenth of the disk where that is less.
     *
     * @param diskBytes 0 for a file system that has no size, as ramfs
     */
    public static long slotKeepBytes(long diskBytes) {
        long mostBytes = 10 * 1024 * MIB;
        return diskBytes == 0 ? mostBytes : Math.min(mostBytes, diskBytes / 10);
    }

    /** A server beside others on a laptop: durable, quiet, little memory, few processes. */
    private static ServerSettings small() {
        return new ServerSettings(Collections.emptySortedMap())
                .with("max_connections", "100")
                .with("shared_buffers", "32MB")
                .with("max_worker_processes", "4")
                .with("max_parallel_workers", "2")
                .with("autovacuum_max_workers", "2")
                // Without subscriptions its launcher is a process for nothing.
                .with("max_logical_replication_workers", "0")
                .with("jit", "off")
                .with("fsync", "on")
                .with("full_page_writes", "on")
                .with("synchronous_commit", "on")
                .with("password_encryption", "scram-sha-256")
                .with("timezone", "UTC")
                .with("datestyle", "ISO, MDY")
                .with("default_text_search_config", "pg_catalog.english")
                .with("log_checkpoints", "off")
                // A statement may hold a password (CREATE ROLE): the log names the error, never the statement.
                .with("log_min_error_statement", "panic");
    }

    /** These settings with one more, or one replaced. */
    public ServerSettings with(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(parameters);
        changed.put(name, value);
        return new ServerSettings(changed);
    }

    /** As lines of {@code postgresql.conf}. */
    String asConfigurationFile() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    private static void check(String name, String value) {
        if (!name.matches("[a-z_][a-z0-9_.]*") || value.contains("\n") || value.contains("\\")) {
            throw new IllegalArgumentException("Not a parameter that can be written: " + name + " = '" + value + "'");
        }
    }
}
