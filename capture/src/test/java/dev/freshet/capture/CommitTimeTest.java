package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CollectingSink.Received;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Times and identifiers of records, whatever the server's clock does, and however often they are delivered. */
class CommitTimeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** A slot as it is made: nothing is delivered before its fence. */
    private static final Checkpoint NEW = Checkpoint.beforeFence(new Lsn(0), WrittenLog.SERVER);

    @Test
    void aTimeIsTheCommitsUnlessTheClockWentBack() throws Exception {
        WrittenLog log = new WrittenLog();
        log.fence("mine", NOON, NOON);
        log.insert(1, NOON.plusSeconds(10));
        log.insert(2, NOON.plusSeconds(10));
        log.insert(3, NOON.plusSeconds(-3600));
        log.insert(4, NOON.plusSeconds(11));

        long ten = TransactionDecoder.unixNanos(NOON.plusSeconds(10));
        assertThat(times(log.read("mine", NEW)))
                .containsExactly(ten, ten + 1, ten + 2, TransactionDecoder.unixNanos(NOON.plusSeconds(11)));
    }

    @Property(tries = 200)
    void timesIncreaseAndAreTheSameFromEveryCheckpoint(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -3, max = 3) Integer> seconds) throws Exception {
        WrittenLog log = new WrittenLog();
        log.fence("mine", NOON, NOON);
        for (int i = 0; i < seconds.size(); i++) {
            log.insert(i, NOON.plusSeconds(seconds.get(i)));
        }
        List<Received> all = log.read("mine", NEW);

        assertThat(all).hasSameSizeAs(seconds);
        assertThat(times(all)).isSorted().doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            List<Received> again = log.read("mine", all.get(i).checkpoint());
            assertThat(records(again)).isEqualTo(records(all.subList(i + 1, all.size())));
        }
    }

    /** Commits are logged a little out of the order of their times, so some are later than a fence that follows them. */
    @Property(tries = 200)
    void anOlderStreamAgreesFromTheYoungersFenceOn(
            @ForAll @Size(max = 10) List<@IntRange(min = -3, max = 3) Integer> before,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = -3, max = 3) Integer> after)
            throws Exception {
        WrittenLog log = new WrittenLog();
        log.fence("older", NOON.minusSeconds(60), NOON.minusSeconds(60));
        for (int i = 0; i < before.size(); i++) {
            log.insert(i, NOON.plusNanos(before.get(i) * 1000L));
        }
        log.fence("younger", NOON, NOON);
        for (int i = 0; i < after.size(); i++) {
            log.insert(100 + i, NOON.plusNanos(after.get(i) * 1000L));
        }

        List<Received> older = log.read("older", NEW);
        List<Received> younger = log.read("younger", NEW);
        assertThat(younger).hasSameSizeAs(after);
        assertThat(records(older.subList(before.size(), older.size()))).isEqualTo(records(younger));
    }

    @Test
    void streamsOfOneDatabaseAgreeThoughTheClockWasSetBack() throws Exception {
        try (CapturedDatabase older = CapturedDatabase.start()) {
            older.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            older.transactions();
            long anHourAhead = TransactionDecoder.unixNanos(Instant.now().plusSeconds(3600));
            try (CapturedDatabase younger = older.another(anHourAhead)) {
                older.execute("INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");
                List<Received> received = older.transactions();
                assertThat(Received.withoutProcessingTime(younger.transactions()))
                        .hasSize(2)
                        .isEqualTo(Received.withoutProcessingTime(received));
                assertThat(times(received)).allMatch(time -> time > anHourAhead);
            }
        }
    }

    @Test
    void fragmentsHaveTheirIdentifierAgain() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            Checkpoint start = database.stop();
            database.execute(
                    "CREATE TABLE keyed (id int PRIMARY KEY, v text)",
                    "CREATE TABLE keyless (v text)",
                    "INSERT INTO keyed VALUES (1, repeat('x', 10 << 20))",
                    "INSERT INTO keyless SELECT repeat('x', 10 << 20) FROM generate_series(1, 2)");
            database.restart(start);
            List<Received> first = database.transactions();
            database.stop();
            database.restart(start);
            List<Received> again = database.transactions();

            assertThat(first.stream()
                            .flatMap(transaction -> transaction.records().stream())
                            .filter(record -> record.startsWith("{\"type\":\"chunked\""))
                            .map(record -> CapturedDatabase.parse(record)
                                    .path("chunked")
                                    .path("after")
                                    .path("chunk_id")
                                    .stringValue()))
                    .hasSize(3)
                    .doesNotHaveDuplicates();
            assertThat(Received.withoutProcessingTime(again).equals(Received.withoutProcessingTime(first)))
                    .isTrue();
        }
    }

    private static List<Long> times(List<Received> transactions) {
        return transactions.stream().map(Received::commitTimeNanos).toList();
    }

    /** The clock of processing stands still, so that records are the same to the byte. */
    private static List<List<String>> records(List<Received> transactions) {
        return transactions.stream().map(Received::records).toList();
    }
}
