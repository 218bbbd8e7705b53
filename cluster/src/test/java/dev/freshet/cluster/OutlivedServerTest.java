package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL lives on when its Freshet is killed; the next one finds it. */
class OutlivedServerTest {
    @TempDir
    Path folder;

    @Test
    void aServerThatOutlivedItsKilledOwnerIsAdoptedWithItsSessions() throws Exception {
        try (ServerProcess killed = ServerProcess.start(folder, Map.of())) {
            killed.kill();
            try (Connection session =
                            database(killed.port()).connect(credentials().admin());
                    PostgresServer server = TestPostgres.copiedServer(folder)) {
                server.start();
                assertThat(PostgresServerTest.pidOf(server)).isEqualTo(killed.serverPid());
                assertThat(server.address().port()).isEqualTo(killed.port());
                assertThat(session.isValid(5)).isTrue();
            }
            assertThat(isAlive(killed.serverPid())).isFalse();
        }
    }

    @Test
    void anAdoptedServerIsWatchedLikeAnyOther() throws Exception {
        PostgresServer first = TestPostgres.copiedServer(folder);
        first.start();
        first.leaveRunning();
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            long adopted = PostgresServerTest.pidOf(server);
            ProcessHandle.of(adopted).orElseThrow().destroyForcibly();
            Eventually.until(
                    "it runs again",
                    () -> server.state() instanceof ServerState.Running running && running.pid() != adopted);
        }
    }

    @Test
    void aServerThatOutlivedWithOtherSettingsIsStartedAnew() {
        PostgresServer first = TestPostgres.copiedServer(folder);
        first.start();
        long outlived = PostgresServerTest.pidOf(first);
        first.leaveRunning();
        ServerSettings changed = TestPostgres.settings().with("max_connections", "150");
        try (PostgresServer server = PostgresServer.open(TestPostgres.spec(folder, changed, TestPostgres.binaries()))) {
            server.start();
            assertThat(PostgresServerTest.pidOf(server)).isNotEqualTo(outlived);
            assertThat(isAlive(outlived)).isFalse();
        }
    }

    @Test
    void aServerThatOutlivedIsStoppedWithoutBeingStarted() {
        PostgresServer first = TestPostgres.copiedServer(folder);
        first.start();
        long outlived = PostgresServerTest.pidOf(first);
        first.leaveRunning();
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.stop();
            assertThat(isAlive(outlived)).isFalse();
        }
    }

    /** The processes of a killed postmaster hold its memory until they notice; a start right then has to wait for them. */
    @Test
    void aServerThatWasKilledTogetherWithItsOwnerIsStarted() {
        PostgresServer first = TestPostgres.copiedServer(folder);
        first.start();
        long outlived = PostgresServerTest.pidOf(first);
        first.leaveRunning();
        ProcessHandle.of(outlived).orElseThrow().destroyForcibly();
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
            assertThat(PostgresServerTest.pidOf(server)).isNotEqualTo(outlived);
        }
    }

    /** As a pg_ctl does whose Freshet was killed while it waited: it starts PostgreSQL behind the next one's back. */
    @Test
    void aServerThatAnotherStartsAtTheSameMomentIsSettledWith() throws Exception {
        int port;
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            port = server.start().port();
        }
        for (int round = 0; round < 5; round++) {
            Process rival = PostgresTool.start(
                    TestPostgres.binaries().tool("pg_ctl"),
                    List.of("start", "--pgdata=" + folder.resolve("data"), "--log=" + folder.resolve("server.log")),
                    ProcessBuilder.Redirect.DISCARD);
            try (PostgresServer server = TestPostgres.copiedServer(folder)) {
                assertThat(server.start().port()).isEqualTo(port);
                rival.waitFor();
                PostgresServerTest.database(server).executeAsAdmin("SELECT 1");
            }
        }
    }

    @Test
    void aForeignProcessThatGotTheNumberIsLeftAlone() throws Exception {
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.start();
        }
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            writePostmasterFile(foreign.pid());
            try (PostgresServer server = TestPostgres.copiedServer(folder)) {
                server.start();
                PostgresServerTest.database(server).executeAsAdmin("SELECT 1");
            }
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void anotherServersProcessThatGotTheNumberIsLeftAlone() throws Exception {
        try (PostgresServer other = TestPostgres.copiedServer(folder.resolve("other"))) {
            other.start();
            try (PostgresServer server = TestPostgres.copiedServer(folder)) {
                server.start();
            }
            writePostmasterFile(PostgresServerTest.pidOf(other));
            try (PostgresServer server = TestPostgres.copiedServer(folder)) {
                server.start();
                PostgresServerTest.database(other).executeAsAdmin("SELECT 1");
            }
            PostgresServerTest.database(other).executeAsAdmin("SELECT 1");
        }
    }

    @Test
    void aFolderThatAnotherObjectOwnsIsRefused() {
        try (PostgresServer owner = TestPostgres.copiedServer(folder)) {
            assertThat(owner.state()).isEqualTo(new ServerState.Stopped());
            assertInUse();
        }
        TestPostgres.copiedServer(folder).close();
    }

    @Test
    void aFolderThatAnotherProcessOwnsIsRefused() throws Exception {
        try (ServerProcess owner = ServerProcess.start(folder, Map.of())) {
            assertInUse();
            assertThat(isAlive(owner.serverPid())).isTrue();
            owner.kill();
        }
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.stop();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theEnvironmentOfTheTerminalDoesNotReachTheServer() throws Exception {
        Map<String, String> environment = Map.of(
                "PGHOST", "192.0.2.1",
                "PGPORT", "1",
                "PGDATA", "/nowhere",
                "PGOPTIONS", "-c port=1",
                "AWS_SECRET_ACCESS_KEY", "not for children",
                "LC_ALL", "de_DE.UTF-8");
        try (ServerProcess owner = ServerProcess.start(folder, environment)) {
            String[] variables = Files.readString(
                            Path.of("/proc/" + owner.serverPid() + "/environ"), StandardCharsets.ISO_8859_1)
                    .split("\0");
            assertThat(variables).contains("LC_ALL=C", "TZ=UTC");
            assertThat(variables)
                    .noneMatch(variable -> variable.startsWith("PGHOST")
                            || variable.startsWith("PGPORT")
                            || variable.startsWith("PGOPTIONS")
                            || variable.startsWith("AWS_")
                            || variable.contains("/nowhere"));
            owner.kill();
        }
        try (PostgresServer server = TestPostgres.copiedServer(folder)) {
            server.stop();
        }
    }

    private void assertInUse() {
        assertThatThrownBy(() -> TestPostgres.copiedServer(folder))
                .asInstanceOf(type(ClusterException.class))
                .returns(Kind.FOLDER_IN_USE, ClusterException::kind);
    }

    private void writePostmasterFile(long pid) throws IOException {
        Files.write(
                PostmasterFile.in(folder.resolve("data")),
                List.of(Long.toString(pid), folder.resolve("data").toString(), "1", "1", "", "127.0.0.1", "", "ready"));
    }

    private ServerCredentials credentials() {
        return ServerCredentials.in(folder).orElseThrow();
    }

    private TestDatabase database(int port) {
        return new TestDatabase(
                ServerAddress.onLoopback(port),
                PostgresServer.DATABASE,
                credentials().freshet(),
                credentials().admin());
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(Postmaster::isAlive).orElse(false);
    }
}
