package dev.freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.catalog.CatalogException.Kind;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerState;
import dev.freshet.cluster.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's server dies or is stopped while the catalog is in use. */
class CatalogFaultsTest {
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long DEADLINE_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;

    private PostgresServer server;
    private Catalog catalog;

    @BeforeEach
    void open() {
        server = TestPostgres.copiedServer(folder);
        String url = server.start().jdbcUrl(PostgresServer.DATABASE);
        catalog = Catalog.open(new CatalogAddress(
                url,
                server.credentials().freshet().user(),
                server.credentials().freshet().password()));
        catalog.migrate("letters", "dev/freshet/catalog/letters");
    }

    @AfterEach
    void close() {
        catalog.close();
        server.close();
    }

    @Test
    void theNextTransactionAfterARestartOfTheServerSucceeds() {
        openManyConnections();
        server.stop();
        server.start();
        catalog.useTransaction(handle -> handle.execute("INSERT INTO letters.letters VALUES (1)"));
        assertThat(letters()).containsExactly(1L);
    }

    @Test
    void aTransactionWhoseServerDiesSaysThatItIsAwayAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> catalog.useTransaction(handle -> {
                    handle.execute("INSERT INTO letters.letters VALUES (1)");
                    kill();
                    handle.execute("INSERT INTO letters.letters VALUES (2)");
                }))
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.AWAY, CatalogException::kind);
        assertThat(await("it answers again", () -> letters().size())).isZero();
    }

    @Test
    void aCatalogWhoseServerStaysAwaySaysSo() {
        server.stop();
        assertThatThrownBy(this::letters)
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.AWAY, CatalogException::kind)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("does not answer");
        server.start();
        assertThat(await("it answers again", () -> letters().size())).isZero();
    }

    /** Four writers insert numbers of their own while the server is killed: what was answered is there, once. */
    @Test
    void everyAnsweredTransactionOutlivesTheServersDeath() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Long> answered = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> writers = LongStream.range(0, 4)
                    .mapToObj(writer -> threads.submit(() -> write(writer * 1_000_000, enough)))
                    .toList();
            for (int death = 0; death < 2; death++) {
                long before = await("it answers", () -> letters().size());
                await("letters are written", () -> letters().size() > before ? 1 : null);
                kill();
            }
            long before = await("it answers", () -> letters().size());
            await("letters are written again", () -> letters().size() > before ? 1 : null);
            enough.set(true);
            for (Future<List<Long>> writer : writers) {
                answered.addAll(writer.get());
            }
        }
        assertThat(letters()).containsAll(answered);
    }

    private List<Long> write(long first, AtomicBoolean enough) {
        List<Long> answered = new ArrayList<>();
        for (long id = first; !enough.get(); id++) {
            long letter = id;
            try {
                catalog.useTransaction(handle -> handle.execute("INSERT INTO letters.letters VALUES (?)", letter));
                answered.add(letter);
            } catch (CatalogException e) {
                assertThat(e.kind()).isIn(Kind.AWAY, Kind.CONTENDED);
            }
        }
        return answered;
    }

    private void kill() {
        // It answers a moment before its supervisor calls it running.
        long pid = await("it runs", () -> server.state() instanceof ServerState.Running running ? running.pid() : null);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await(
                "the death is noticed",
                () -> server.state() instanceof ServerState.Running running && running.pid() == pid ? null : 1);
    }

    private void openManyConnections() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.submit(() -> catalog.read(handle -> handle.execute("SELECT pg_sleep(0.05)")));
            }
        }
    }

    private List<Long> letters() {
        return catalog.read((Handle handle) -> handle.createQuery("SELECT id FROM letters.letters")
                .mapTo(Long.class)
                .list());
    }

    /** Looks until there is an answer; a catalog that is away has none yet. */
    private static <T extends Number> long await(String what, java.util.function.Supplier<T> look) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (System.nanoTime() < deadline) {
            try {
                T found = look.get();
                if (found != null) {
                    return found.longValue();
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (CatalogException e) {
                assertThat(e.kind()).isEqualTo(Kind.AWAY);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("Not in time: " + what);
    }
}
