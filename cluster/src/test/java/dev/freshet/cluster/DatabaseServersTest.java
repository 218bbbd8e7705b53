package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseServersTest {
    private static final ServerName ONE = new ServerName("abcdefghijklmnopqrstuvwxyz");
    private static final ServerName OTHER = new ServerName("bcdefghijklmnopqrstuvwxyz2");

    /** Away from the ports of the other tests' servers. */
    private static final int FIRST_PORT = 26_432;

    @TempDir
    Path folder;

    @Test
    void serversMadeSideBySideHavePortsAndDataOfTheirOwn() throws Exception {
        try (DatabaseServers servers = servers();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PostgresServer> first = threads.submit(() -> servers.create(ONE));
            Future<PostgresServer> second = threads.submit(() -> servers.create(OTHER));
            PostgresServer one = first.get();
            PostgresServer other = second.get();
            assertThat(one.address()).isNotEqualTo(other.address());
            PostgresServerTest.database(one).executeAsAdmin("CREATE TABLE t (id int)");
            PostgresServerTest.database(other).executeAsAdmin("CREATE TABLE t (id int)");
            assertThat(servers.list()).containsExactly(ONE, OTHER);
            assertThat(one.credentials().admin().password())
                    .isNotEqualTo(other.credentials().admin().password());
        }
    }

    @Test
    void aStoppedServersPortIsNotGivenToAnother() {
        try (DatabaseServers servers = servers()) {
            int port = servers.create(ONE).address().port();
            servers.stop(ONE);
            assertThat(servers.create(OTHER).address().port()).isNotEqualTo(port);
            assertThat(servers.start(ONE).address().port()).isEqualTo(port);
        }
    }

    @Test
    void thePortOfAServerThatWasNotStartedYetIsNotGivenToAnother() {
        int port;
        try (DatabaseServers servers = servers()) {
            port = servers.create(ONE).address().port();
        }
        try (DatabaseServers servers = servers()) {
            assertThat(servers.create(OTHER).address().port()).isNotEqualTo(port);
            assertThat(servers.start(ONE).address().port()).isEqualTo(port);
        }
    }

    @Test
    void aServerThatIsMissingIsNeverStartedAsAnEmptyOne() {
        try (DatabaseServers servers = servers()) {
            assertThatThrownBy(() -> servers.start(ONE))
                    .asInstanceOf(type(ClusterException.class))
                    .returns(Kind.NO_SUCH_SERVER, ClusterException::kind);
            assertThat(folder.resolve(ONE.value())).doesNotExist();
        }
    }

    @Test
    void aServerWhoseDataAreMissingIsNeverStartedAsAnEmptyOne() throws IOException {
        try (DatabaseServers servers = servers()) {
            servers.create(ONE);
        }
        Folders.delete(folder.resolve(ONE.value()).resolve("data"));
        try (DatabaseServers servers = servers()) {
            assertThatThrownBy(() -> servers.start(ONE))
                    .asInstanceOf(type(ClusterException.class))
                    .returns(Kind.FOLDER_UNUSABLE, ClusterException::kind);
        }
    }

    @Test
    void aDeletedServerIsGoneAndMayBeDeletedAgainAndMadeAnew() {
        try (DatabaseServers servers = servers()) {
            PostgresServer server = servers.create(ONE);
            long pid = PostgresServerTest.pidOf(server);
            servers.delete(ONE);
            assertThat(ProcessHandle.of(pid).map(Postmaster::isAlive).orElse(false))
                    .isFalse();
            assertThat(folder).isEmptyDirectory();
            assertThat(servers.list()).isEmpty();
            assertThat(servers.find(ONE)).isEmpty();
            servers.delete(ONE);
            assertThatThrownBy(server::start).hasMessageContaining("was closed");
            PostgresServerTest.database(servers.create(ONE)).executeAsAdmin("CREATE TABLE t (id int)");
        }
    }

    @Test
    void aServerThatOutlivedItsFreshetIsDeletedWithItsProcess() {
        DatabaseServers first = servers();
        PostgresServer server = first.create(ONE);
        long pid = PostgresServerTest.pidOf(server);
        server.leaveRunning();
        try (DatabaseServers servers = servers()) {
            servers.delete(ONE);
            assertThat(ProcessHandle.of(pid).map(Postmaster::isAlive).orElse(false))
                    .isFalse();
        }
    }

    @Test
    void aDeletionThatWasCutShortIsFinishedAtTheNextStart() throws IOException {
        Path half = folder.resolve(".deleted-" + ONE);
        Files.createDirectories(half.resolve("data/base"));
        Files.writeString(half.resolve("data/base/1"), "rows");
        try (DatabaseServers servers = servers()) {
            assertThat(half).doesNotExist();
            assertThat(servers.list()).isEmpty();
        }
    }

    @Test
    void closingStopsEveryServer() {
        PostgresServer one;
        try (DatabaseServers servers = servers()) {
            one = servers.create(ONE);
        }
        assertThat(one.state()).isEqualTo(new ServerState.Stopped());
    }

    private DatabaseServers servers() {
        return new DatabaseServers(
                folder,
                TestPostgres.binaries(),
                TestPostgres.settings(),
                PortChoice.firstFreeFrom(FIRST_PORT),
                new Ports(),
                new SecureRandom(),
                InstantSource.system());
    }
}
