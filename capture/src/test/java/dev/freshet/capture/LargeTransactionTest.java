package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CollectingSink.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With a kilobyte of memory every transaction is a large one. */
class LargeTransactionTest {
    private static final long NO_MEMORY = 1 << 10;

    @Test
    void aTransactionOnDiskComesToTheSameRecords() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start(NO_MEMORY)) {
            database.execute(
                    "CREATE TABLE keyed (id int PRIMARY KEY, v text)",
                    "CREATE TABLE keyless (v text)",
                    "INSERT INTO keyed SELECT i, 'old' FROM generate_series(1, 1000) i",
                    "INSERT INTO keyless SELECT i % 100 FROM generate_series(1, 1000) i");
            database.records();

            database.transaction(
                    "INSERT INTO keyed SELECT i, 'new' FROM generate_series(1001, 3000) i",
                    "UPDATE keyed SET v = 'longer' WHERE id <= 2000 AND id % 2 = 0",
                    "UPDATE keyed SET v = 'still longer' WHERE id <= 2000 AND id % 4 = 0",
                    "DELETE FROM keyed WHERE id % 5 = 0",
                    "UPDATE keyless SET v = v || '.' WHERE v::int < 10",
                    "DELETE FROM keyless WHERE v LIKE '1%'");

            List<String> expected = new ArrayList<>();
            for (int id = 1; id <= 3000; id++) {
                boolean old = id <= 1000;
                boolean changed = id <= 2000 && id % 2 == 0;
                String v = changed ? id % 4 == 0 ? "still longer" : "longer" : "new";
                if (id % 5 == 0) {
                    if (old) {
                        expected.add("d keyed {\"id\":" + id + "}");
                    }
                } else if (!old || changed) {
                    expected.add((old ? "u" : "c") + " keyed {\"id\":" + id + ",\"v\":\"" + v + "\"}");
                }
            }
            for (int i = 0; i < 1000; i++) {
                String v = Integer.toString(i % 100);
                if (v.startsWith("1")) {
                    expected.add("d keyless null");
                } else if (i % 100 < 10) {
                    expected.add("u keyless {\"v\":\"" + v + ".\"}");
                }
            }
            assertThat(database.changes()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(database.capture().statistics().spilledBytes()).isPositive();
            assertThat(filesIn(database.spillFolder())).isEmpty();
        }
    }

    @Test
    void smallAndLargeTransactionsTakeTurns() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start(4 * NO_MEMORY)) {
            database.execute("CREATE TABLE t (id int PRIMARY KEY)");
            for (int i = 0; i < 5; i++) {
                database.execute("INSERT INTO t SELECT i FROM generate_series(1, " + (i % 2 == 0 ? 2 : 500) + ") i");
                database.execute("DELETE FROM t");
            }
            List<Integer> sizes = database.transactions().stream()
                    .map(Received::records)
                    .map(List::size)
                    .toList();
            assertThat(sizes).containsExactly(2, 2, 500, 500, 2, 2, 500, 500, 2, 2);
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            Checkpoint checkpoint = database.stop();
            Files.writeString(database.spillFolder().resolve("transaction-1.spill"), "left behind");
            database.restart(checkpoint);
            database.records();
            assertThat(filesIn(database.spillFolder())).isEmpty();
        }
    }

    private static List<Path> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
