package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path folder;

    @Test
    void aServerKeepsItsDataItsPasswordsAndItsPortFromStartToStart() {
        int port;
        String password;
        try (PostgresServer server = TestPostgres.freshServer(folder)) {
            port = server.start().port();
            password = server.credentials().admin().password();
            database(server).executeAsAdmin("CREATE TABLE kept (id int)");
        }
        assertThat(PostmasterFile.in(folder.resolve("data"))).doesNotExist();
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            assertThat(server.start().port()).isEqualTo(port);
            assertThat(server.credentials().admin().password()).isEqualTo(password);
            database(server).executeAsAdmin("INSERT INTO kept VALUES (1)");
        }
    }

    /** Deeper than the 107 bytes that a Unix socket's path may have, and with what a shell would split or expand. */
    @Test
    void aServerStartsBelowADeepPathWithBlanksAndQuotes() {
        Path deep =
                folder.resolve("it's (a) home; with *blanks* & more".repeat(4)).resolve("x".repeat(100));
        try (PostgresServer server = TestPostgres.copiedServer(deep)) {
            server.start();
            database(server).executeAsAdmin("SELECT 1");
        }
    }

    @Test
    void aPathThatTheShellWouldExpandIsRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> TestPostgres.copiedServer(folder.resolve("$HOME")))
                .asInstanceOf(type(ClusterException.class))
                .returns(Kind.FOLDER_UNUSABLE, ClusterException::kind);
    }

    @Test
    void aServerThatIsKilledIsStartedAgainOnItsPortWithItsData() throws Exception {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            int port = server.start().port();
            database(server).executeAsAdmin("CREATE TABLE kept (id int)");
            long killed = pidOf(server);
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            Eventually.until(
                    "it runs again",
                    () -> server.state() instanceof ServerState.Running running && running.pid() != killed);
            assertThat(server.address().port()).isEqualTo(port);
            database(server).executeAsAdmin("INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void aServerThatDiesAgainAndAgainIsStartedEachTime() throws Exception {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            for (int death = 0; death < 3; death++) {
                long killed = pidOf(server);
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                Eventually.until(
                        "it runs again",
                        () -> server.state() instanceof ServerState.Running running && running.pid() != killed);
            }
        }
    }

    @Test
    void aServerThatCannotStartAgainIsTriedUntilItCan() throws Exception {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            Path control = folder.resolve("data/global/pg_control");
            Path aside = folder.resolve("pg_control");
            Files.move(control, aside);
            ProcessHandle.of(pidOf(server)).orElseThrow().destroyForcibly();
            Eventually.until(
                    "a second attempt is due",
                    () -> server.state() instanceof ServerState.Restarting restarting && restarting.attempts() > 1);
            Files.move(aside, control);
            Eventually.until("it runs again", () -> server.state() instanceof ServerState.Running);
        }
    }

    @Test
    void aStoppedServerStaysStoppedAndCanBeStartedAgain() {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            ProcessHandle process = ProcessHandle.of(pidOf(server)).orElseThrow();
            server.stop();
            assertThat(Postmaster.isAlive(process)).isFalse();
            assertThat(server.state()).isEqualTo(new ServerState.Stopped());
            assertThatThrownBy(server::address).hasMessageContaining("not running");
            server.start();
            database(server).executeAsAdmin("SELECT 1");
        }
    }

    @Test
    void openSessionsDoNotHoldUpAStop() throws SQLException {
        PostgresServer server = TestPostgres.copiedServer(folder);
        server.start();
        try (Connection session = database(server).connect(server.credentials().admin())) {
            session.setAutoCommit(false);
            session.createStatement().execute("CREATE TABLE half_done (id int)");
            server.close();
            assertThat(session.isValid(1)).isFalse();
        }
    }

    @Test
    void aTakenPortIsPassedOver() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                PostgresServer server = onPort(PortChoice.firstFreeFrom(taken.getLocalPort()))) {
            assertThat(server.start().port()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortThatWasAskedForIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                PostgresServer server = onPort(PortChoice.exactly(taken.getLocalPort()))) {
            assertThatThrownBy(server::start)
                    .asInstanceOf(type(ClusterException.class))
                    .returns(Kind.PORT_TAKEN, ClusterException::kind)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains(Integer.toString(taken.getLocalPort()), "choose another");
            assertThat(server.state()).isEqualTo(new ServerState.Stopped());
        }
    }

    @Test
    void aFailedStartLeavesNothingRunningAndShowsPostgresLog() {
        ServerSettings wrong = TestPostgres.settings().with("shared_buffers", "much");
        try (PostgresServer server = PostgresServer.open(TestPostgres.spec(folder, wrong, TestPostgres.binaries()))) {
            assertThatThrownBy(server::start)
                    .asInstanceOf(type(ClusterException.class))
                    .returns(Kind.START_FAILED, ClusterException::kind)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("invalid value for parameter \"shared_buffers\"");
            assertThat(PostmasterFile.in(folder.resolve("data"))).doesNotExist();
        }
    }

    @Test
    void anInterruptedStartIsFinishedAndTheInterruptIsKept() {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            Thread.currentThread().interrupt();
            server.start();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.state()).isInstanceOf(ServerState.Running.class);
            Thread.currentThread().interrupt();
            server.stop();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(PostmasterFile.in(folder.resolve("data"))).doesNotExist();
    }

    @Test
    void aCrashWhileTheDataDirectoryWasMadeIsMadeGood() throws IOException {
        Path unfinished = folder.resolve("data.unfinished-1");
        Files.createDirectories(unfinished.resolve("base"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18");
        try (PostgresServer server = TestPostgres.freshServer(folder)) {
            server.start();
            database(server).executeAsAdmin("SELECT 1");
            assertThat(unfinished).doesNotExist();
        }
    }

    @Test
    void aDataDirectoryOfAnotherMajorVersionIsRefused() throws IOException {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
        }
        Files.writeString(folder.resolve("data/PG_VERSION"), "15\n");
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            assertThatThrownBy(server::start)
                    .asInstanceOf(type(ClusterException.class))
                    .returns(Kind.OTHER_VERSION, ClusterException::kind);
        }
    }

    @Test
    void aDataDirectoryWithoutItsPasswordsIsRefused() throws IOException {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
        }
        Files.delete(folder.resolve("credentials.json"));
        assertThatThrownBy(() -> TestPostgres.freshServer(folder))
                .asInstanceOf(type(ClusterException.class))
                .returns(Kind.FOLDER_UNUSABLE, ClusterException::kind);
    }

    @Test
    void whatAServerKeepsIsForItsUserAlone() throws IOException {
        try (PostgresServer server = TestPostgres.freshServer(folder.resolve("own"))) {
            server.start();
            assertThat(modeOf("")).isEqualTo("rwx------");
            assertThat(modeOf("data")).isEqualTo("rwx------");
            for (String file : new String[] {"credentials.json", "server.json", "server.log", "data/postgresql.conf"}) {
                assertThat(modeOf(file)).as(file).isEqualTo("rw-------");
            }
            assertThat(ServerCredentials.in(folder.resolve("own"))).contains(server.credentials());
        }
    }

    @Test
    void noPasswordIsInAnyFileButTheCredentials() throws IOException {
        try (PostgresServer server = TestPostgres.freshServer(folder)) {
            server.start();
            ServerCredentials credentials = server.credentials();
            assertThat(credentials.toString())
                    .doesNotContain(credentials.admin().password())
                    .doesNotContain(credentials.freshet().password());
            // A server that runs removes files under who looks through them.
            server.stop();
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(file -> contains(
                                                file, credentials.admin().password())
                                        || contains(file, credentials.freshet().password())))
                        .containsExactly(folder.resolve("credentials.json"));
            }
        }
    }

    /** The session is the sixth word of /proc/pid/stat (proc(5)). */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theServerHasAProcessSessionOfItsOwn() throws IOException {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            long pid = pidOf(server);
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
            assertThat(session).isEqualTo(Long.toString(pid));
        }
    }

    private String modeOf(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("own").resolve(file)));
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException _) {
            // A file that PostgreSQL removed meanwhile holds nothing.
            return false;
        }
    }

    private PostgresServer onPort(PortChoice port) {
        PostgresServer.Spec spec = TestPostgres.spec(folder, TestPostgres.settings(), TestPostgres.binaries());
        return PostgresServer.open(new PostgresServer.Spec(
                spec.name(),
                spec.folder(),
                spec.binaries(),
                spec.settings(),
                port,
                new Ports(),
                spec.random(),
                spec.clock()));
    }

    static long pidOf(PostgresServer server) {
        return ((ServerState.Running) server.state()).pid();
    }

    static TestDatabase database(PostgresServer server) {
        return new TestDatabase(
                server.address(),
                PostgresServer.DATABASE,
                server.credentials().freshet(),
                server.credentials().admin());
    }
}
