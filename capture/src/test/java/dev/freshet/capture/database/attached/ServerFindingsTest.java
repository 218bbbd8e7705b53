package dev.freshet.capture.database.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.database.attached.Finding.Severity;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.record.ClusterId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server that was never meant to be captured is told, all at once. */
class ServerFindingsTest {
    private static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");

    @Test
    void everythingThatIsMissingIsSaidWithItsRemedy() {
        try (ForeignServer server = ForeignServer.start(
                TestPostgres.binaries(),
                TestPostgres.settings()
                        .with("wal_level", "replica")
                        .with("max_replication_slots", "0")
                        .with("max_wal_senders", "0")
                        .with("max_slot_wal_keep_size", "100MB")
                        .with("idle_replication_slot_timeout", "1h"))) {
            TestDatabase database = server.freshDatabase(
                    "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'");
            database.execute("CREATE ROLE \"Odd role\" LOGIN PASSWORD 'secret'");
            Inspection inspection = inspect(database, new Login("Odd role", "secret"));

            assertThat(inspection.isBlocked()).isTrue();
            assertThat(inspection.watch()).isEqualTo(DdlWatch.POLLING);
            assertThat(remedies(inspection, Severity.BLOCKS))
                    .containsExactly(
                            "Dump it, and restore it into a database made with: CREATE DATABASE … ENCODING 'UTF8'"
                                    + " TEMPLATE template0;",
                            "ALTER SYSTEM SET wal_level = 'logical'; -- takes a restart of the server",
                            "ALTER SYSTEM SET max_replication_slots = 10; -- takes a restart of the server",
                            "ALTER SYSTEM SET max_wal_senders = 10; -- takes a restart of the server",
                            "ALTER ROLE \"Odd role\" REPLICATION; -- as a superuser",
                            "GRANT CREATE ON DATABASE " + database.name() + " TO \"Odd role\";");
            assertThat(remedies(inspection, Severity.LIMITS))
                    .containsExactly(
                            "ALTER SYSTEM SET idle_replication_slot_timeout = 0; SELECT pg_reload_conf();",
                            "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; SELECT pg_reload_conf();",
                            "Attach as a superuser.");
        }
    }

    @Test
    void whatSomebodyElseCalledFreshetIsLeftAlone() {
        try (ForeignServer server = ForeignServer.start(TestPostgres.binaries())) {
            TestDatabase one = server.freshDatabase();
            one.execute("CREATE SCHEMA freshet");
            assertThat(remedies(inspect(one, one.superuser()), Severity.BLOCKS))
                    .singleElement()
                    .asString()
                    .startsWith("ALTER SCHEMA freshet RENAME");
            TestDatabase other = server.freshDatabase();
            other.execute("CREATE PUBLICATION freshet");
            assertThat(remedies(inspect(other, other.superuser()), Severity.BLOCKS))
                    .containsExactly("ALTER PUBLICATION freshet RENAME TO …;");
        }
    }

    private static Inspection inspect(TestDatabase database, Login login) {
        return new AttachedDatabase(ForeignServer.address(database, login), CLUSTER, "aSecretOfLetters").inspect();
    }

    private static List<String> remedies(Inspection inspection, Severity severity) {
        return inspection.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::remedy)
                .toList();
    }
}
