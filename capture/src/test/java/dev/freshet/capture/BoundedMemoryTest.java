package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.database.Fence;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large transactions in a JVM whose heap is what a small transaction needs and 64 MiB more. Whether the heap suffices is
 * what the JVM itself says: it ends when it does not.
 */
@Timeout(1500)
class BoundedMemoryTest {
    /** {@link #aSmallTransactionNeedsNoMoreThanTheBase} keeps it honest. */
    private static final int BASE_MIB = 24;

    private static final int MORE_MIB = 64;

    /** A transaction of so many rows is some 400 MB in the log; in the long form a hundred times the base. */
    private static final int ROWS = Boolean.getBoolean("freshet.long") ? 5_000_000 : 700_000;

    private final TestDatabase database = TestPostgres.shared().freshDatabase();
    private final DatabaseAddress address = new DatabaseAddress(
            database.address().host(),
            database.address().port(),
            database.name(),
            database.superuser().user(),
            database.superuser().password());
    private final SlotName slot =
            new SlotName("freshet_memory_" + ProcessHandle.current().pid());

    @TempDir
    private Path spill;

    private Checkpoint checkpoint;

    @BeforeEach
    void prepare() throws InterruptedException {
        new OwnedDatabase(address).prepare();
        database.executeAsAdmin("CREATE TABLE t (id bigint PRIMARY KEY, name text, amount numeric)");
        checkpoint = Checkpoint.beforeFence(new ReplicationSlot(address, slot).create(), ServerIdentity.of(address));
        Fence.raise(address, slot, 0);
    }

    @AfterEach
    void drop() throws InterruptedException {
        new ReplicationSlot(address, slot).drop();
    }

    @Test
    void aSmallTransactionNeedsNoMoreThanTheBase() throws Exception {
        database.executeAsAdmin("INSERT INTO t SELECT i, 'name ' || i, i FROM generate_series(1, 1000) i");

        assertThat(capture(1000, BASE_MIB)).isEqualTo("1000 records, 0 bytes on disk\n");
    }

    @Test
    void aTransactionOfManyRowsStaysWithinItsMemory() throws Exception {
        database.executeAsAdmin("INSERT INTO t SELECT i, 'name ' || i, i FROM generate_series(1, " + ROWS + ") i");

        assertThat(capture(ROWS, BASE_MIB + MORE_MIB))
                .startsWith(ROWS + " records, ")
                .doesNotContain(" 0 bytes");
        assertThat(filesLeft()).isZero();
    }

    @Test
    void aTransactionOfLargeRowsStaysWithinItsMemoryAndThatOfOneMessage() throws Exception {
        database.executeAsAdmin(
                "INSERT INTO t SELECT i, repeat(md5(i::text), 32768), i FROM generate_series(1, 300) i");

        // A row of 1 MiB is there three times: the driver's message, the image in the making, the record.
        assertThat(capture(300, BASE_MIB + MORE_MIB))
                .startsWith("300 records, ")
                .doesNotContain(" 0 bytes");
        assertThat(filesLeft()).isZero();
    }

    @Test
    void aKilledProcessLeavesNoFiles() throws Exception {
        database.executeAsAdmin("INSERT INTO t SELECT i, 'name ' || i, i FROM generate_series(1, " + ROWS + ") i");
        Process process = CaptureProcess.start(address, slot, checkpoint, spill, ROWS, BASE_MIB + MORE_MIB);
        while (process.isAlive() && !holdsItsSpillFiles(process.pid())) {
            Thread.sleep(5);
        }
        assertThat(process.isAlive()).as("killed in the midst of it").isTrue();

        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);

        assertThat(filesLeft()).isZero();
    }

    /**
     * Its two files are deleted as soon as they are open, so the process alone knows of them. One that is killed between
     * opening and deleting leaves its file to the next start.
     */
    private boolean holdsItsSpillFiles(long pid) throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.map(BoundedMemoryTest::target)
                            .filter(file -> file.startsWith(spill.toString()) && file.endsWith(" (deleted)"))
                            .count()
                    == 2;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private String capture(long records, int heapMib) throws Exception {
        return CaptureProcess.run(address, slot, checkpoint, spill, records, heapMib);
    }

    private long filesLeft() throws Exception {
        try (Stream<Path> files = Files.list(spill)) {
            return files.count();
        }
    }
}
