package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.database.attached.AttachedDatabase;
import dev.freshet.capture.database.attached.ForeignServer;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresBinaries;
import dev.freshet.cluster.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of an attached database are those of an owned one, from each PostgreSQL that may be attached. */
class AttachedCaptureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SEAL = "aSecretOfLetters";

    static Stream<PostgresBinaries> versions() {
        return ForeignServer.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyVersionsChangesAreCaptured(PostgresBinaries binaries) throws Exception {
        try (ForeignServer server = ForeignServer.start(binaries)) {
            captureAsSuperuser(server.freshDatabase(), binaries.majorVersion());
            captureAsPlainRole(server.freshDatabase());
        }
    }

    private static void captureAsSuperuser(TestDatabase database, int majorVersion) throws Exception {
        database.executeAsAdmin("CREATE TABLE texts (id int PRIMARY KEY, v text, w int);"
                + " ALTER TABLE texts ALTER COLUMN v SET STORAGE EXTERNAL");
        AttachedDatabase attached = new AttachedDatabase(
                ForeignServer.address(database, database.superuser()), CapturedDatabase.CLUSTER, SEAL);
        attached.attach(true, PATIENCE);
        try (CapturedDatabase captured = CapturedDatabase.of(database, attached.address())) {
            database.executeAsAdmin("INSERT INTO texts VALUES (1, repeat('x', 10000), 1)");
            assertThat(captured.records())
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record.at("/source/db").stringValue()).isEqualTo(database.name()));
            database.executeAsAdmin("UPDATE texts SET w = 2");
            assertThat(captured.records())
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record.at("/after/v").stringValue()).hasSize(10_000));
            database.executeAsAdmin(
                    "BEGIN; CREATE TABLE born (a text, id int PRIMARY KEY); INSERT INTO born VALUES ('x', 1); COMMIT",
                    "UPDATE born SET a = 'y'",
                    "BEGIN; ALTER TABLE born RENAME COLUMN a TO b; DELETE FROM born; COMMIT",
                    "CREATE TABLE generated (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                    "INSERT INTO generated VALUES (1)",
                    "CREATE TABLE parted (id int, v text, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
                    "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                    "INSERT INTO parted VALUES (1, 'x')",
                    "DELETE FROM parted");
            String twice = majorVersion >= 18 ? ",\"twice\":2" : "";
            assertThat(captured.changes())
                    .containsExactly(
                            "c born {\"a\":\"x\",\"id\":1}",
                            "u born {\"a\":\"y\",\"id\":1}",
                            "d born {\"id\":1}",
                            "c generated {\"id\":1" + twice + "}",
                            "c parted {\"id\":1,\"v\":\"x\"}",
                            "d parted {\"id\":1}");
            assertThat(captured.capture().statistics().schemaGaps()).isZero();
        }
        attached.detach(PATIENCE);
    }

    private static void captureAsPlainRole(TestDatabase database) throws Exception {
        Login plain = new Login("plain", "secret");
        database.execute(
                "CREATE ROLE plain LOGIN REPLICATION PASSWORD 'secret'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO plain");
        execute(database, plain, "CREATE SCHEMA mine CREATE TABLE keyed (v text, id int PRIMARY KEY)");
        AttachedDatabase attached =
                new AttachedDatabase(ForeignServer.address(database, plain), CapturedDatabase.CLUSTER, SEAL);
        attached.attach(true, PATIENCE);
        try (CapturedDatabase captured = CapturedDatabase.of(database, attached.address())) {
            execute(database, plain, "INSERT INTO mine.keyed VALUES ('x', 1), ('y', 2)");
            execute(database, plain, "DELETE FROM mine.keyed WHERE id = 2");
            execute(database, plain, "CREATE TABLE mine.born (id int PRIMARY KEY); INSERT INTO mine.born VALUES (1)");
            attached.attend();
            execute(database, plain, "INSERT INTO mine.born VALUES (2)");
            execute(database, plain, "ALTER TABLE mine.keyed ADD COLUMN w int");
            execute(database, plain, "DELETE FROM mine.keyed");
            execute(database, plain, "SELECT pg_logical_emit_message(true, 'freshet', '{\"dropped\":1}')");
            assertThat(captured.changes())
                    .containsExactly(
                            "c keyed {\"v\":\"x\",\"id\":1}",
                            "c keyed {\"v\":\"y\",\"id\":2}",
                            "d keyed {\"id\":2}",
                            "c born {\"id\":2}",
                            "d keyed {\"id\":1}");
        }
        attached.detach(PATIENCE);
    }

    private static void execute(TestDatabase database, Login login, String sql) throws Exception {
        try (Connection connection = database.connect(login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
