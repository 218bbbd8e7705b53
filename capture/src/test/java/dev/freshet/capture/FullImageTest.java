package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An update's image has every column, also those that are stored out of line (TOAST) and that the update did not touch:
 * PostgreSQL leaves them out of the new row.
 */
class FullImageTest {
    private static final String SMALL = "'small'";
    private static final String COMPRESSED_INLINE = "repeat('abc', 5000)";
    private static final String COMPRESSED_OUT_OF_LINE =
            "(SELECT repeat(string_agg(md5(i::text), ''), 2) FROM generate_series(1, 400) i)";
    private static final String ONE_CHUNK = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 62) i)";
    private static final String MANY_CHUNKS = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 20000) i)";
    private static final String ROWS = "VALUES (1, 0, " + SMALL + "), (2, 0, " + COMPRESSED_INLINE + "), (3, 0, "
            + COMPRESSED_OUT_OF_LINE + "), (4, 0, " + ONE_CHUNK + "), (5, 0, " + MANY_CHUNKS + "), (6, 0, NULL)";

    private CapturedDatabase database;

    @BeforeEach
    void start() throws InterruptedException {
        database = CapturedDatabase.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        database.close();
    }

    @Test
    void everyKindOfStorageIsInTheImage() throws Exception {
        for (String storage : List.of("EXTENDED", "EXTERNAL", "MAIN", "PLAIN")) {
            String rows = storage.equals("PLAIN") ? "VALUES (1, 0, 'plain rows fit their page')" : ROWS;
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, v int, big text)",
                    "ALTER TABLE t ALTER COLUMN big SET STORAGE " + storage,
                    "INSERT INTO t " + rows);
            assertFullUpdates("t");
            database.execute("DROP TABLE t");
        }
    }

    @Test
    void changesOfStorageMakeNoDifference() throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int, big text)", "INSERT INTO t " + ROWS);
        assertFullUpdates("t");
        database.execute("ALTER TABLE t ALTER COLUMN big SET STORAGE EXTERNAL");
        assertFullUpdates("t");
        database.execute("ALTER TABLE t ALTER COLUMN big SET STORAGE PLAIN");
        assertFullUpdates("t");
    }

    @Test
    void tablesWithoutKeyHaveFullImagesToo() throws Exception {
        database.execute("CREATE TABLE t (id int, v int, big text)", "INSERT INTO t " + ROWS);
        assertFullUpdates("t");
    }

    @Test
    void partitionsHaveFullImagesWhateverTheOrderOfTheirColumns() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v int, big text) PARTITION BY RANGE (id)",
                "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (3)",
                "CREATE TABLE high (big text, gone int, v int, id int PRIMARY KEY)",
                "ALTER TABLE high DROP COLUMN gone",
                "ALTER TABLE t ATTACH PARTITION high FOR VALUES FROM (3) TO (100)",
                "INSERT INTO t " + ROWS);
        assertFullUpdates("t");
        database.execute("ALTER TABLE t ADD COLUMN more text DEFAULT 'more'");
        assertFullUpdates("t");
        database.execute("ALTER TABLE t DETACH PARTITION high");
        assertFullUpdates("t");
        assertFullUpdates("high");
    }

    @Test
    void rowsWrittenBeforeTheTableWasAlteredAreWhole() throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int, big text)", "INSERT INTO t " + ROWS);
        for (String change : List.of(
                "ALTER TABLE t ADD COLUMN a text DEFAULT repeat('default', 100)",
                "ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 7",
                "ALTER TABLE t DROP COLUMN a",
                "ALTER TABLE t RENAME COLUMN big TO huge",
                "ALTER TABLE t ADD COLUMN stored text GENERATED ALWAYS AS (left(huge, 10)) STORED",
                "ALTER TABLE t DROP COLUMN stored",
                "ALTER TABLE t ALTER COLUMN huge TYPE varchar")) {
            database.execute(change);
            assertFullUpdates("t");
        }
    }

    @Test
    void theTableAndItsRowsMayChangeInOneTransaction() throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int, big text)", "INSERT INTO t " + ROWS);
        database.records();
        database.transaction(
                "UPDATE t SET v = v + 1", "ALTER TABLE t ADD COLUMN a int DEFAULT 1", "UPDATE t SET a = a + 1");
        assertThat(images()).isEqualTo(rows("t"));
    }

    @Test
    void aTableThatGetsItsOutOfLineStorageLaterIsWholeFromThenOn() throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 0), (2, 0)");
        assertFullUpdates("t");
        database.execute("ALTER TABLE t ADD COLUMN big text", "UPDATE t SET big = " + MANY_CHUNKS + " WHERE id = 1");
        assertFullUpdates("t");
        database.execute("ALTER TABLE t DROP COLUMN big", "ALTER TABLE t ADD COLUMN again text");
        assertFullUpdates("t");
        database.execute("UPDATE t SET again = " + ONE_CHUNK);
        assertFullUpdates("t");
    }

    @Test
    void aLargeValueInTheKeyIsWhole() throws Exception {
        database.execute(
                "CREATE TABLE t (id int, part text, v int, big text, PRIMARY KEY (id, part))",
                "ALTER TABLE t ALTER COLUMN part SET STORAGE EXTERNAL",
                "INSERT INTO t SELECT id, repeat('k', 2300) || id, v, big FROM (" + ROWS + ") r(id, v, big)");
        assertFullUpdates("t");
    }

    private void assertFullUpdates(String table) throws Exception {
        database.records();
        database.execute("UPDATE " + table + " SET v = v + 1");
        assertThat(images()).isNotEmpty().isEqualTo(rows(table));
    }

    private List<String> images() throws InterruptedException {
        return database.records().stream()
                .peek(record -> assertThat(record.path("op").stringValue()).isEqualTo("u"))
                .map(record -> record.path("after").toString())
                .sorted()
                .toList();
    }

    private List<String> rows(String table) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT to_json(t)::text FROM " + table + " t")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows.stream().sorted().toList();
        }
    }
}
