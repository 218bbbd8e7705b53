package dev.freshet.capture.database.attached;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the server, the database and the role need, each asked of PostgreSQL's own catalog. Changes nothing. */
final class ServerFindings {
    private static final int OLDEST_VERSION = 140_000;

    /** Five CDC streams, as many as a cluster may have, and some that are being made or dropped. */
    private static final int SLOTS_TO_HAVE = 10;

    private static final int KEPT_LOG_MIB_MIN = 1024;

    private static final String RESTART = " -- takes a restart of the server";

    private final Map<String, String> facts;

    private ServerFindings(Map<String, String> facts) {
        this.facts = facts;
    }

    static List<Finding> of(Connection connection) throws SQLException {
        return new ServerFindings(facts(connection)).findings();
    }

    private static Map<String, String> facts(Connection connection) throws SQLException {
        String query = """
                SELECT name, setting FROM pg_settings
                WHERE name IN ('server_version_num', 'server_version', 'wal_level', 'max_replication_slots',
                               'max_wal_senders', 'max_slot_wal_keep_size', 'idle_replication_slot_timeout',
                               'server_encoding')
                UNION ALL SELECT 'standby', pg_is_in_recovery()::text
                UNION ALL SELECT 'slots', count(*)::text FROM pg_replication_slots
                UNION ALL SELECT 'senders', count(*)::text FROM pg_stat_get_wal_senders()
                UNION ALL SELECT 'role', quote_ident(current_user)
                UNION ALL SELECT 'database', quote_ident(current_database())
                UNION ALL SELECT 'may_create', has_database_privilege(current_database(), 'CREATE')::text
                -- Managed servers give the right by a role of theirs.
                UNION ALL SELECT 'may_replicate', coalesce(bool_or(
                    rolname = current_user AND (rolreplication OR rolsuper)
                    OR rolname = 'rds_replication' AND pg_has_role(oid, 'MEMBER')), false)::text FROM pg_roles""";
        Map<String, String> facts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                facts.put(rows.getString(1), rows.getString(2));
            }
        }
        return facts;
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        server(findings);
        capacity(findings);
        rights(findings);
        log(findings);
        return findings;
    }

    private void server(List<Finding> findings) {
        if (number("server_version_num") < OLDEST_VERSION) {
            findings.add(Finding.blocks(
                    "The server is PostgreSQL " + fact("server_version") + "; Freshet reads the log of 14 and later.",
                    "Upgrade the server."));
        }
        if (is("standby")) {
            findings.add(Finding.blocks("The server is a standby.", "Attach its primary."));
        }
        if (fact("server_encoding").equals("SQL_ASCII")) {
            findings.add(Finding.blocks(
                    "The database is SQL_ASCII: nobody knows which characters its texts are, and a change record is"
                            + " UTF-8.",
                    "Dump it, and restore it into a database made with: CREATE DATABASE … ENCODING 'UTF8'"
                            + " TEMPLATE template0;"));
        }
        if (!fact("wal_level").equals("logical")) {
            findings.add(Finding.blocks(
                    "wal_level is " + fact("wal_level") + ": the log does not hold what changed.",
                    "ALTER SYSTEM SET wal_level = 'logical';" + RESTART));
        }
    }

    private void capacity(List<Finding> findings) {
        int slots = number("max_replication_slots");
        if (slots <= number("slots")) {
            findings.add(Finding.blocks(
                    "All " + slots + " replication slots of the server are in use; each CDC stream needs one.",
                    "ALTER SYSTEM SET max_replication_slots = " + (slots + SLOTS_TO_HAVE) + ";" + RESTART));
        }
        int senders = number("max_wal_senders");
        if (senders <= number("senders")) {
            findings.add(Finding.blocks(
                    "All " + senders + " WAL senders of the server are in use; each CDC stream needs one.",
                    "ALTER SYSTEM SET max_wal_senders = " + (senders + SLOTS_TO_HAVE) + ";" + RESTART));
        }
    }

    private void rights(List<Finding> findings) {
        if (!is("may_replicate")) {
            findings.add(Finding.blocks(
                    "Role " + fact("role") + " may not replicate.",
                    "ALTER ROLE " + fact("role") + " REPLICATION; -- as a superuser"));
        }
        if (!is("may_create")) {
            findings.add(Finding.blocks(
                    "Role " + fact("role") + " may not create a schema and a publication in database "
                            + fact("database") + ".",
                    "GRANT CREATE ON DATABASE " + fact("database") + " TO " + fact("role") + ";"));
        }
    }

    private void log(List<Finding> findings) {
        if (number("idle_replication_slot_timeout") != 0) {
            findings.add(Finding.limits(
                    "idle_replication_slot_timeout is " + fact("idle_replication_slot_timeout")
                            + " s: a CDC stream that stands still for as long loses its place and is FAILED.",
                    "ALTER SYSTEM SET idle_replication_slot_timeout = 0; SELECT pg_reload_conf();"));
        }
        int keptMib = number("max_slot_wal_keep_size");
        if (keptMib < 0) {
            findings.add(Finding.limits(
                    "max_slot_wal_keep_size is unlimited: the log kept for a CDC stream that stands still can fill the"
                            + " server's disk.",
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; SELECT pg_reload_conf();"));
        } else if (keptMib < KEPT_LOG_MIB_MIN) {
            findings.add(Finding.limits(
                    "max_slot_wal_keep_size is " + keptMib + " MB: a CDC stream that is behind by more log than that"
                            + " loses its place and is FAILED.",
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; SELECT pg_reload_conf();"));
        }
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    private boolean is(String name) {
        return fact(name).equals("true");
    }

    /** 0 for a setting that this version does not have. */
    private int number(String name) {
        return Integer.parseInt(facts.getOrDefault(name, "0"));
    }
}
