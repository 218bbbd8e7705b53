package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
class LifeIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Pattern LAST_LINE = Pattern.compile("Ctrl-C stops everything");

    /** What a person's shell may be full of, for other servers. */
    private static final Map<String, String> OF_OTHER_SERVERS = Map.of(
            "PGHOST", "db.example.com",
            "PGPORT", "1",
            "PGDATA", "/nonexistent",
            "PGUSER", "somebody",
            "PGOPTIONS", "-c no_such_setting=1",
            "AWS_REGION", "eu-north-1",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
            "AWS_ACCESS_KEY_ID", "AKIAOFANOTHERWORLD00",
            "AWS_PROFILE", "work");

    private final FreshetServer server = FreshetServer.inNewHome("life");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothingIsPrintedBeforeUpHasSaidThatItIsReady() {
        assertNothingButOneLine(server.run("env"));
        assertNothingButOneLine(server.run("status", "--json"));
        server.launch();
        Outcome early = server.run("env");
        while (early.exitCode() != 0) {
            assertNothingButOneLine(early);
            assertThat(server.process().isAlive()).as(server.describe()).isTrue();
            early = server.run("env");
        }

        server.process().awaitLine(FreshetServer.READY, LIMIT);
        assertThat(early.out()).isEqualTo(server.run("env").succeeded().out());
    }

    private static void assertNothingButOneLine(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(1);
        assertThat(outcome.outLines()).as(outcome.toString()).isEmpty();
        assertThat(outcome.errLines()).as(outcome.toString()).hasSize(1);
    }

    @Test
    void upSaysWhatIsRunningAndDownEndsIt() throws IOException {
        server.up().process().awaitLine(LAST_LINE, LIMIT);
        assertThat(server.process().out().text())
                .contains(
                        server.endpoint(),
                        "us-east-1",
                        "123456789012",
                        server.user().variable("FRESHET_CLUSTER_ID"),
                        "" + server.databasePort(),
                        server.home().toString(),
                        "env");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.home().resolve("credentials.json"))))
                .isEqualTo("rw-------");

        server.run("down").succeeded();

        assertThat(server.process().awaitExit(LIMIT).errLines()).isEmpty();
        assertNothingIsLeft();
        assertThat(server.run("status").exitCode()).isEqualTo(1);
    }

    private void assertNothingIsLeft() {
        assertThat(server.processes()).extracting(ProcessHandle::info).isEmpty();
        for (int port : List.of(server.port(), server.databasePort())) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            } catch (IOException e) {
                throw new AssertionError("port " + port + " is still taken", e);
            }
        }
    }

    @Test
    void ctrlCReachesFreshetAloneAndEndsEverythingInOrder() {
        server.launch(List.of("python3", "-c", Resource.text("on_a_terminal.py")));
        Child terminal = server.process();
        terminal.awaitLine(LAST_LINE, LIMIT);
        Shell user = server.user();
        Database.run(user, "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1)");

        terminal.writeLine("Ctrl-C");
        Outcome ended = terminal.awaitExit(LIMIT);

        assertThat(ended.out()).doesNotContain("Exception", "ERROR", "WARN").endsWith("Stopped.");
        assertNothingIsLeft();
        server.up();
        assertThat(server.user().environment())
                .containsEntry("FRESHET_CLUSTER_ID", user.variable("FRESHET_CLUSTER_ID"))
                .containsEntry("AWS_SECRET_ACCESS_KEY", user.variable("AWS_SECRET_ACCESS_KEY"))
                .containsEntry("PGPASSWORD", user.variable("PGPASSWORD"));
        assertThat(server.user()
                        .type("psql --tuples-only --no-align --command 'SELECT * FROM kept'")
                        .out())
                .isEqualTo("1");
    }

    @Test
    void settingsForOtherServersAreNotItsOwn() throws IOException {
        try (FreshetServer disturbed = server.with(OF_OTHER_SERVERS)) {
            Shell user = disturbed.up().user();

            assertThat(user.variable("AWS_REGION")).isEqualTo("us-east-1");
            user.type("aws sts get-caller-identity && psql --command 'SELECT 1'")
                    .succeeded();
            for (ProcessHandle process : disturbed.processes()) {
                if (process.pid() != disturbed.process().pid()) {
                    assertThat(environmentOf(process)).doesNotContain("PGHOST", "PGOPTIONS", "AWS_", "example.com");
                }
            }
        }
    }

    private static String environmentOf(ProcessHandle process) throws IOException {
        Path processes = Path.of("/proc");
        Assumptions.assumeTrue(Files.exists(processes.resolve("self")), "only Linux shows a process's environment");
        try {
            return Files.readString(processes.resolve(process.pid() + "/environ"));
        } catch (NoSuchFileException _) {
            // It has just ended, as a PostgreSQL server's processes may at any time.
            return "";
        }
    }

    @Test
    void regionAndAccountAreWhatWasAskedFor() {
        try (Child up = server.start(
                "up",
                "--region",
                "eu-central-1",
                "--account",
                "210987654321",
                "--port",
                "" + server.port(),
                "--database-port",
                "" + server.databasePort())) {
            up.awaitLine(FreshetServer.READY, LIMIT);
            Shell user = server.user();
            Outcome clusters = user.type("aws sts get-caller-identity && aws iam list-roles && "
                            + "aws kinesis list-streams && aws dsql list-clusters")
                    .succeeded();

            assertThat(clusters.out())
                    .contains("arn:aws:iam::210987654321:root")
                    .contains("arn:aws:dsql:eu-central-1:210987654321:cluster/" + user.variable("FRESHET_CLUSTER_ID"));
            server.run("down").succeeded();
            assertThat(up.awaitExit(LIMIT).errLines()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress())) {
            Outcome refused = server.launch().awaitExit(LIMIT);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errLines()).hasSize(1);
            assertThat(refused.err()).contains("" + taken.getLocalPort()).contains("--port");
        }
        assertThat(server.processes()).isEmpty();
    }

    @Test
    void aDatabasePortThatWasAskedForAndIsTakenIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(server.databasePort(), 1, InetAddress.getLoopbackAddress())) {
            Outcome refused = server.launch().awaitExit(LIMIT);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errLines()).hasSize(1);
            assertThat(refused.err()).contains("" + taken.getLocalPort()).contains("--database-port");
        }
        assertThat(server.processes()).isEmpty();
    }

    @Test
    void theNextFreeDatabasePortIsTakenWhenNoneWasAskedFor() throws IOException {
        int usual = 5432;
        try (ServerSocket taken = new ServerSocket()) {
            try {
                taken.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), usual));
            } catch (IOException _) {
                // Somebody else's database has it, which is just as well.
            }
            try (Child up = server.start("up", "--port", "" + server.port())) {
                up.awaitLine(LAST_LINE, LIMIT);
                String port = server.user().variable("PGPORT");

                assertThat(Integer.parseInt(port)).isGreaterThan(usual);
                assertThat(up.out().text()).contains(port);
                server.user().type("psql --command 'SELECT 1'").succeeded();
                server.run("down").succeeded();
            }
        }
    }
}
