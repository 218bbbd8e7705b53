package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CollectingSink.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each record has the names and the key of its own transaction, whatever became of the table since. */
class SchemaEvolutionTest {
    private static final List<String> STORY = List.of(
            "CREATE TABLE t (id int PRIMARY KEY, v text)",
            "INSERT INTO t VALUES (1, 'a')",
            "ALTER TABLE t ADD COLUMN w int DEFAULT 5",
            "INSERT INTO t VALUES (2, 'b', 6)",
            "UPDATE t SET v = 'aa' WHERE id = 1",
            "ALTER TABLE t RENAME COLUMN v TO note",
            "UPDATE t SET w = NULL WHERE id = 2",
            "ALTER TABLE t DROP COLUMN w",
            "INSERT INTO t VALUES (3, 'c')",
            "ALTER TABLE t RENAME TO s",
            "UPDATE s SET note = 'cc' WHERE id = 3",
            "CREATE SCHEMA other",
            "ALTER TABLE s SET SCHEMA other",
            "DELETE FROM other.s WHERE id = 3",
            "ALTER TABLE other.s DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (note)",
            "UPDATE other.s SET id = 10 WHERE note = 'b'",
            "DELETE FROM other.s WHERE note = 'b'",
            "ALTER TABLE other.s DROP CONSTRAINT s_pkey",
            "DELETE FROM other.s",
            "INSERT INTO other.s VALUES (4, 'd')",
            "DROP TABLE other.s",
            "CREATE TABLE other.s (note text, id bigint PRIMARY KEY, extra int[])",
            "INSERT INTO other.s VALUES ('e', 5, '{1,2}')",
            "CREATE TABLE t (id int)",
            "INSERT INTO t VALUES (6)");

    private static final List<String> TOLD = List.of(
            "c public.t {\"id\":1,\"v\":\"a\"}",
            "c public.t {\"id\":2,\"v\":\"b\",\"w\":6}",
            "u public.t {\"id\":1,\"v\":\"aa\",\"w\":5}",
            "u public.t {\"id\":2,\"note\":\"b\",\"w\":null}",
            "c public.t {\"id\":3,\"note\":\"c\"}",
            "u public.s {\"id\":3,\"note\":\"cc\"}",
            "d other.s {\"id\":3}",
            "u other.s {\"id\":10,\"note\":\"b\"}",
            "d other.s {\"note\":\"b\"}",
            "d other.s null",
            "c other.s {\"id\":4,\"note\":\"d\"}",
            "c other.s {\"note\":\"e\",\"id\":5,\"extra\":\"{1,2}\"}",
            "c public.t {\"id\":6}");

    @Test
    void inTheMiddleOfAStream() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            List<Received> received = new ArrayList<>();
            for (String statement : STORY) {
                database.execute(statement);
                if (statement.startsWith(
                        "INSERT")) { // now and then capture has seen all that was before the next change
                    received.addAll(database.transactions());
                }
            }
            received.addAll(database.transactions());
            assertThat(told(received)).isEqualTo(TOLD);
            assertThat(database.capture().statistics().schemaGaps()).isZero();
        }
    }

    @Test
    void whileCaptureIsStopped() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            Checkpoint start = database.stop();
            database.execute(STORY.toArray(String[]::new));
            database.restart(start);
            List<Received> all = database.transactions();
            assertThat(told(all)).isEqualTo(TOLD);

            for (Received transaction : all) {
                database.stop();
                database.restart(stored(transaction.checkpoint()));
                assertThat(told(database.transactions()))
                        .isEqualTo(TOLD.subList(all.indexOf(transaction) + 1, TOLD.size()));
                assertThat(database.capture().statistics().schemaGaps()).isZero();
            }
        }
    }

    /** As a store gives it back. */
    private static Checkpoint stored(Checkpoint checkpoint) {
        return new Checkpoint(
                checkpoint.position(),
                checkpoint.lastCommitTimeNanos(),
                SchemaDictionary.fromJson(checkpoint.schema().toJson()),
                checkpoint.server());
    }

    @Test
    void inOneTransactionWithRows() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, v text, gone int)",
                    "INSERT INTO t VALUES (1, 'a', 0), (2, 'b', 0), (3, 'c', 0), (4, 'd', 0)");
            database.transactions();

            database.transaction(
                    "UPDATE t SET v = 'A\",\\' WHERE id <= 2",
                    "DELETE FROM t WHERE id = 4",
                    "ALTER TABLE t RENAME COLUMN v TO note",
                    "ALTER TABLE t RENAME COLUMN id TO key",
                    "ALTER TABLE t ADD COLUMN v int DEFAULT 7, ADD COLUMN at date DEFAULT '1970-01-11', DROP COLUMN gone",
                    "UPDATE t SET v = 8 WHERE key = 2",
                    "INSERT INTO t VALUES (5, 'e')",
                    "ALTER TABLE t RENAME TO s");

            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder(
                            "u public.s {\"key\":1,\"note\":\"A\\\",\\\\\",\"v\":7,\"at\":10}",
                            "u public.s {\"key\":2,\"note\":\"A\\\",\\\\\",\"v\":8,\"at\":10}",
                            "d public.s {\"key\":4}",
                            "c public.s {\"key\":5,\"note\":\"e\",\"v\":7,\"at\":10}");
        }
    }

    @Test
    void rowsOfPartitionsHaveTheColumnThatTheirTableGets() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY LIST (id)",
                    "CREATE TABLE t_all PARTITION OF t DEFAULT");
            database.transaction("INSERT INTO t VALUES (1)", "ALTER TABLE t ADD COLUMN v date DEFAULT '1970-01-03'");
            assertThat(told(database.transactions())).containsExactly("c public.t {\"id\":1,\"v\":2}");
        }
    }

    @Test
    void aRowHasOneRecordThoughItsKeyBecameAnother() throws Exception {
        for (long memoryBytes : List.of(64L << 20, 1L << 10)) {
            try (CapturedDatabase database = CapturedDatabase.start(memoryBytes)) {
                database.execute(
                        "CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL, v int)",
                        "CREATE TABLE other (id int PRIMARY KEY)",
                        "INSERT INTO t SELECT i, 'c' || i, 0 FROM generate_series(1, 100) i");
                database.transactions();

                database.transaction(
                        "INSERT INTO other VALUES (1)",
                        "INSERT INTO t VALUES (101, 'c101', 0), (102, 'c102', 0)",
                        "UPDATE t SET v = 1 WHERE id <= 3",
                        "DELETE FROM t WHERE id = 4",
                        "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (code)",
                        "UPDATE t SET v = 2 WHERE code IN ('c2', 'c5', 'c101')",
                        "UPDATE t SET id = 30 WHERE code = 'c3'",
                        "DELETE FROM t WHERE code IN ('c1', 'c102')");

                assertThat(told(database.transactions()))
                        .containsExactlyInAnyOrder(
                                "c public.other {\"id\":1}",
                                "c public.t {\"id\":101,\"code\":\"c101\",\"v\":2}",
                                "u public.t {\"id\":2,\"code\":\"c2\",\"v\":2}",
                                "u public.t {\"id\":30,\"code\":\"c3\",\"v\":1}",
                                "u public.t {\"id\":5,\"code\":\"c5\",\"v\":2}",
                                "d public.t {\"id\":4}",
                                "d public.t {\"code\":\"c1\"}");
            }
        }
    }

    @Test
    void aRowUnderADeferrableKeyIsKnownAgainThoughItHasOtherColumns() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, v int)", "INSERT INTO t VALUES (1, 1), (2, 2)");
            database.transactions();

            database.transaction(
                    "INSERT INTO t VALUES (3, 3), (4, 4)",
                    "DELETE FROM t WHERE id = 1",
                    "UPDATE t SET v = 0 WHERE id = 2",
                    "ALTER TABLE t ADD COLUMN w int DEFAULT 5",
                    "DELETE FROM t WHERE id IN (2, 3)",
                    "UPDATE t SET w = 6 WHERE id = 4",
                    "INSERT INTO t VALUES (1, 10)");
            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder(
                            "u public.t {\"id\":1,\"v\":10,\"w\":5}",
                            "d public.t {\"id\":2}",
                            "c public.t {\"id\":4,\"v\":4,\"w\":6}");
        }
    }

    @Test
    void aRowHasOneRecordThoughItsTableGetsOrLosesAKey() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int NOT NULL, v text)",
                    "CREATE TABLE s (id int PRIMARY KEY, v text)",
                    "INSERT INTO t VALUES (1, 'a'), (2, 'b'); INSERT INTO s VALUES (1, 'a'), (2, 'b'), (3, 'c')");
            database.transactions();

            database.transaction(
                    "INSERT INTO t VALUES (3, 'c'), (4, 'd')",
                    "UPDATE t SET v = 'bb' WHERE id = 2",
                    "ALTER TABLE t ADD PRIMARY KEY (id)",
                    "UPDATE t SET v = v || '!'",
                    "DELETE FROM t WHERE id = 3");
            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder(
                            "u public.t {\"id\":1,\"v\":\"a!\"}",
                            "u public.t {\"id\":2,\"v\":\"bb!\"}",
                            "c public.t {\"id\":4,\"v\":\"d!\"}");

            database.transaction(
                    "UPDATE s SET v = 'z' WHERE id <= 2",
                    "INSERT INTO s VALUES (4, 'z')",
                    "ALTER TABLE s DROP CONSTRAINT s_pkey",
                    "ALTER TABLE s DROP COLUMN id",
                    "DELETE FROM s WHERE ctid = (SELECT min(ctid) FROM s WHERE v = 'z')",
                    "UPDATE s SET v = 'y' WHERE v = 'z'",
                    "UPDATE s SET v = 'cc' WHERE v = 'c'");
            // Of three equal rows the one that was made here counts as the one deleted.
            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder(
                            "u public.s {\"v\":\"y\"}", "u public.s {\"v\":\"y\"}", "u public.s {\"v\":\"cc\"}");
        }
    }

    @Test
    void aTableThatIsDroppedTakesItsRowsAlong() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, v int)",
                    "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)",
                    "CREATE TABLE s (v int)",
                    "INSERT INTO s VALUES (1), (2)");
            database.transactions();

            database.transaction(
                    "INSERT INTO t VALUES (4, 4)",
                    "UPDATE t SET v = 0 WHERE id = 1",
                    "DELETE FROM t WHERE id = 2",
                    "INSERT INTO s VALUES (3)",
                    "UPDATE s SET v = 0 WHERE v = 1",
                    "DROP TABLE t, s");
            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder("d public.t {\"id\":1}", "d public.t {\"id\":2}", "d public.s null");

            database.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
            database.transactions();
            database.transaction(
                    "DELETE FROM t WHERE id = 1",
                    "DROP TABLE t",
                    "CREATE TABLE t (id int PRIMARY KEY, v int)",
                    "INSERT INTO t VALUES (1, 1)");
            assertThat(told(database.transactions())).containsExactly("c public.t {\"id\":1,\"v\":1}");
        }
    }

    @Test
    void rowsThatDdlMakesAreTold() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t AS SELECT 1 AS id, 'a'::text AS v",
                    "SELECT 2 AS id INTO s",
                    "UPDATE t SET v = 'b'; DELETE FROM s");
            assertThat(told(database.transactions()))
                    .containsExactly(
                            "c public.t {\"id\":1,\"v\":\"a\"}",
                            "c public.s {\"id\":2}",
                            "u public.t {\"id\":1,\"v\":\"b\"}",
                            "d public.s null");
            assertThat(database.capture().statistics().schemaGaps()).isZero();
        }
    }

    @Test
    void ddlThatWasRolledBackIsNot() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute("CREATE TABLE t (id int PRIMARY KEY, v int)");
            database.transaction(
                    "INSERT INTO t VALUES (1, 1)",
                    "SAVEPOINT before",
                    "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (v)",
                    "ALTER TABLE t RENAME COLUMN id TO key",
                    "INSERT INTO t VALUES (2, 2)",
                    "ROLLBACK TO before",
                    "UPDATE t SET id = 3",
                    "INSERT INTO t VALUES (4, 1)");
            assertThat(told(database.transactions()))
                    .containsExactlyInAnyOrder("c public.t {\"id\":3,\"v\":1}", "c public.t {\"id\":4,\"v\":1}");
        }
    }

    private static List<String> told(List<Received> transactions) {
        List<String> told = new ArrayList<>();
        for (Received transaction : transactions) {
            for (String json : transaction.records()) {
                JsonNode record = CapturedDatabase.parse(json);
                String change = CapturedDatabase.change(record);
                told.add(change.replaceFirst(
                        " ", " " + record.path("source").path("schema").stringValue() + "."));
            }
        }
        return told;
    }
}
