package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A PostgreSQL that is not Freshet's, attached, delivering, and left as it was. */
@Needs(Tool.BOTO3)
class AttachIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FreshetServer freshet = FreshetServer.inNewHome("attach");
    private final PostgresServer postgres = TestPostgres.freshServer(Project.newFolder("theirs"));

    @BeforeEach
    void start() {
        postgres.start();
        freshet.up();
    }

    @AfterEach
    void close() {
        freshet.close();
        postgres.close();
    }

    private TestDatabase theirs() {
        return new TestDatabase(
                postgres.address(),
                PostgresServer.DATABASE,
                postgres.credentials().freshet(),
                postgres.credentials().admin());
    }

    private String url(Login login) {
        return "postgresql://" + login.user() + ":" + login.password() + "@"
                + postgres.address().host() + ":" + postgres.address().port() + "/" + PostgresServer.DATABASE;
    }

    @Test
    void anAttachedDatabaseDeliversAcrossRestartsAndIsLeftAsItWas() throws Exception {
        theirs().executeAsAdmin("CREATE TABLE orders (id int PRIMARY KEY, note text)", "CREATE TABLE logs (line text)");
        String superuser = url(postgres.credentials().freshet());

        Outcome first =
                freshet.run("attach", "--url", superuser, "--name", "theirs").succeeded();
        assertThat(first.out())
                .contains("ALTER TABLE ONLY public.orders REPLICA IDENTITY FULL;", "0 tables captured")
                .doesNotContain(postgres.credentials().freshet().password());
        Outcome second = freshet.run("attach", "--url", "jdbc:" + superuser, "--name", "theirs", "--fix")
                .succeeded();
        assertThat(second.out()).contains("2 tables captured").contains("Mended");
        String cluster = attached().path("id").asString();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())))
                .isEqualTo("rw-------");

        Shell user = freshet.user();
        try (Boto3 boto3 = Boto3.start(user)) {
            Workbench workbench = Workbench.of(boto3, user);
            String dataStream = workbench.dataStream("theirs");
            workbench.cdcStream(cluster, dataStream, workbench.role("theirs", dataStream));
            theirs().executeAsAdmin(
                            "INSERT INTO orders VALUES (1, 'x')",
                            "CREATE TABLE born (id int PRIMARY KEY); INSERT INTO born VALUES (2)");
            new DataStreamReader(boto3, "theirs")
                    .await("both rows", LIMIT, changes -> tables(changes).size() == 2);
        }
        freshet.stop();
        theirs().executeAsAdmin("UPDATE orders SET note = 'y'");
        freshet.up();
        try (Boto3 boto3 = Boto3.start(freshet.user())) {
            new DataStreamReader(boto3, "theirs")
                    .await(
                            "what was written meanwhile",
                            LIMIT,
                            changes -> changes.stream()
                                    .anyMatch(change -> change.op().equals("u")
                                            && change.cluster().equals(cluster)));
        }

        Outcome detached = freshet.run("detach", "theirs").succeeded();
        assertThat(detached.out())
                .contains("ALTER TABLE ONLY public.orders REPLICA IDENTITY DEFAULT;", "is detached", "CDC stream");
        assertThat(freshet.status().path("clusters").size()).isEqualTo(1);
        assertThat(Files.exists(freshet.home().resolve("attached").resolve(cluster + ".json")))
                .isFalse();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        // Fails on division by zero where anything of Freshet's is there.
        theirs().execute("""
                SELECT 1 / (CASE WHEN EXISTS (SELECT FROM pg_replication_slots)
                                   OR EXISTS (SELECT FROM pg_publication)
                                   OR EXISTS (SELECT FROM pg_event_trigger)
                                   OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'freshet')
                                   OR EXISTS (SELECT FROM pg_roles WHERE rolname = 'freshet_seal')
                                 THEN 0 ELSE 1 END)""");
    }

    @Test
    void whatKeepsADatabaseFromBeingAttachedIsSaidWithItsRemedy() {
        Outcome refused =
                freshet.run("attach", "--url", url(postgres.credentials().admin()), "--name", "theirs");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("ALTER ROLE admin REPLICATION;");

        theirs().execute("ALTER ROLE admin REPLICATION");
        theirs().executeAsAdmin("CREATE TABLE orders (id int PRIMARY KEY)");
        freshet.run("attach", "--url", url(postgres.credentials().admin()), "--name", "theirs", "--fix")
                .succeeded();
        theirs().executeAsAdmin("CREATE TABLE born (id int PRIMARY KEY)");
        Poll.until(
                "born is captured",
                LIMIT,
                () -> attached()
                        .path("attached")
                        .path("capturedLater")
                        .toString()
                        .contains("public.born"));
        theirs().execute("CREATE TABLE public.others (id int)");
        Poll.until(
                "others is named", LIMIT, () -> freshet.run("status").out().contains("public.others is not captured"));

        freshet.run("detach", "theirs").succeeded();
        assertNothingIsLeft();
        Outcome unknown = freshet.run("detach", "theirs");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.errLines()).containsExactly("No database is attached as 'theirs'; nothing is.");
    }

    private JsonNode attached() {
        return freshet.status().path("clusters").values().stream()
                .filter(cluster -> cluster.has("attached"))
                .findFirst()
                .orElseThrow();
    }

    private Path credentials() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(freshet.home().resolve("attached"))) {
            return files.iterator().next();
        }
    }

    private static Map<String, Long> tables(List<Change> changes) {
        return changes.stream().collect(Collectors.groupingBy(Change::table, Collectors.counting()));
    }
}
