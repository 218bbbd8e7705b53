package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CaptureTest {
    @Test
    void aRowInsertedUpdatedAndDeletedGivesThreeRecords() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, note text, amount numeric(10,2))",
                    "INSERT INTO t VALUES (7, 'a \"quote\"', 1.5)",
                    "UPDATE t SET note = NULL",
                    "DELETE FROM t");

            List<JsonNode> records = database.records();
            assertThat(records).hasSize(3);
            assertThat(records.get(0).path("op").stringValue()).isEqualTo("c");
            assertThat(records.get(0).path("after").toString())
                    .isEqualTo("{\"id\":7,\"note\":\"a \\\"quote\\\"\",\"amount\":\"1.50\"}");
            assertThat(records.get(1).path("op").stringValue()).isEqualTo("u");
            assertThat(records.get(1).path("after").toString())
                    .isEqualTo("{\"id\":7,\"note\":null,\"amount\":\"1.50\"}");
            assertThat(records.get(2).path("op").stringValue()).isEqualTo("d");
            assertThat(records.get(2).path("before").toString()).isEqualTo("{\"id\":7}");
            assertThat(records.get(2).path("after").isNull()).isTrue();
        }
    }

    @Test
    void aTransactionComesToOneRecordARow() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)");
            database.records();

            database.transaction(
                    "INSERT INTO t VALUES (4, 4), (5, 5)",
                    "UPDATE t SET v = 40 WHERE id = 4",
                    "DELETE FROM t WHERE id = 5",
                    "UPDATE t SET v = 10 WHERE id = 1",
                    "UPDATE t SET v = 11 WHERE id = 1",
                    "DELETE FROM t WHERE id = 2",
                    "INSERT INTO t VALUES (2, 20)",
                    "UPDATE t SET id = 30 WHERE id = 3");

            assertThat(database.changes())
                    .containsExactlyInAnyOrder(
                            "c t {\"id\":4,\"v\":40}",
                            "u t {\"id\":1,\"v\":11}",
                            "u t {\"id\":2,\"v\":20}",
                            "d t {\"id\":3}",
                            "c t {\"id\":30,\"v\":3}");
        }
    }

    @Test
    void keysOfADeferrableKeyAreSwapped() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, v text)",
                    "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
            database.records();

            database.execute("UPDATE t SET id = 3 - id WHERE id < 3");
            assertThat(database.changes())
                    .containsExactlyInAnyOrder("u t {\"id\":1,\"v\":\"b\"}", "u t {\"id\":2,\"v\":\"a\"}");

            database.execute("UPDATE t SET id = id + 1");
            assertThat(database.changes())
                    .containsExactlyInAnyOrder(
                            "d t {\"id\":1}",
                            "u t {\"id\":2,\"v\":\"b\"}",
                            "u t {\"id\":3,\"v\":\"a\"}",
                            "c t {\"id\":4,\"v\":\"c\"}");
        }
    }

    @Test
    void rowsWithoutKeyAreTakenForEqualWhenTheyAre() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute("CREATE TABLE t (v text)", "INSERT INTO t VALUES ('a'), ('a'), ('b')");
            database.records();

            database.transaction(
                    "INSERT INTO t VALUES ('b')", "UPDATE t SET v = 'c' WHERE v = 'b'", "DELETE FROM t WHERE v = 'a'");

            assertThat(database.changes())
                    .containsExactlyInAnyOrder("c t {\"v\":\"c\"}", "u t {\"v\":\"c\"}", "d t null", "d t null");
        }
    }

    @Test
    void aValueStoredOutOfLineIsInEveryUpdate() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, big text, v int)",
                    "ALTER TABLE t ALTER COLUMN big SET STORAGE EXTERNAL",
                    "INSERT INTO t VALUES (1, repeat('x', 100000), 1)");
            database.records();

            database.execute("UPDATE t SET v = 2");

            assertThat(database.changes())
                    .containsExactly("u t {\"id\":1,\"big\":\"" + "x".repeat(100_000) + "\",\"v\":2}");
        }
    }

    @Test
    void captureGoesOnWhereItStopped() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            List<CollectingSink.Received> first = database.transactions();
            database.execute("INSERT INTO t VALUES (2)");
            List<CollectingSink.Received> second = database.transactions();
            database.stop();
            database.execute("INSERT INTO t VALUES (3)");

            database.restart(first.getFirst().checkpoint());

            List<CollectingSink.Received> again = database.transactions();
            assertThat(again).hasSize(2);
            assertThat(again.getFirst().commitTimeNanos())
                    .isEqualTo(second.getFirst().commitTimeNanos());
            assertThat(again.getFirst().records()).singleElement().asString().contains("{\"id\":2}");
            assertThat(again.get(1).records()).singleElement().asString().contains("{\"id\":3}");
        }
    }

    @Test
    void aSlotThatSomebodyElseMovedIsAGap() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            Checkpoint checkpoint = database.stop();
            database.execute("CREATE TABLE t (id int PRIMARY KEY)");
            database.executeAsSuperuser(
                    "SELECT pg_replication_slot_advance('" + database.slot() + "', pg_current_wal_flush_lsn())");

            database.restart(checkpoint);

            assertThat(database.sink().awaitFailure())
                    .isInstanceOfSatisfying(
                            CaptureException.class,
                            e -> assertThat(e.kind()).isEqualTo(CaptureException.Kind.SLOT_LOST))
                    .hasMessageContaining("somebody else moved it");
        }
    }
}
