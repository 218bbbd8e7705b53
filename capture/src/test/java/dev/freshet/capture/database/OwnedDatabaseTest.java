package dev.freshet.capture.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users do on an owned database: their writes work, and what cannot be captured is refused in DSQL's words. */
class OwnedDatabaseTest {
    private final TestDatabase database = TestPostgres.shared().freshDatabase();

    @BeforeEach
    void prepare() {
        DatabaseAddress address = new DatabaseAddress(
                database.address().host(),
                database.address().port(),
                database.name(),
                database.superuser().user(),
                database.superuser().password());
        new OwnedDatabase(address).prepare();
        new OwnedDatabase(address).prepare();
    }

    @Test
    void theIdentityIsFullOnlyWhereItMustBe() {
        database.executeAsAdmin(
                "CREATE TABLE plain (id int PRIMARY KEY, v int)",
                "CREATE TABLE texts (id int PRIMARY KEY, v text)",
                "CREATE TABLE keyless (v int)",
                "CREATE TABLE later (id int PRIMARY KEY)",
                "ALTER TABLE later ADD COLUMN v text",
                "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE)",
                "CREATE TABLE made AS SELECT 1 AS v",
                "CREATE TABLE own (id int PRIMARY KEY)",
                "ALTER TABLE own REPLICA IDENTITY NOTHING");
        assertThat(query("SELECT relname || ' ' || relreplident::text FROM pg_class"
                        + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"))
                .containsExactly("deferred f", "keyless f", "later f", "made f", "own d", "plain d", "texts f");
    }

    @Test
    void everyWriteWorks() {
        database.executeAsAdmin(
                "CREATE TABLE keyless AS SELECT 1 AS v",
                "UPDATE keyless SET v = 2",
                "SELECT 1 AS v INTO other; UPDATE other SET v = 2; DELETE FROM other",
                "CREATE TABLE stored (id int, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "INSERT INTO stored VALUES (1); UPDATE stored SET id = 2; DELETE FROM stored",
                "CREATE TYPE kind AS ENUM ('a')",
                "CREATE TABLE typed (k kind PRIMARY KEY, v int); INSERT INTO typed VALUES ('a', 1)",
                "DROP TYPE kind CASCADE",
                "UPDATE typed SET v = 2; DELETE FROM typed",
                "CREATE TABLE parted (id int PRIMARY KEY, v int) PARTITION BY RANGE (id)",
                "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                "INSERT INTO parted VALUES (1, 1); UPDATE parted SET v = 2",
                "ALTER TABLE parted DROP CONSTRAINT parted_pkey",
                "UPDATE parted SET v = 3; ALTER TABLE parted DETACH PARTITION low; UPDATE low SET v = 4",
                "CREATE UNLOGGED TABLE unlogged (v int); INSERT INTO unlogged VALUES (1); UPDATE unlogged SET v = 2",
                "CREATE TABLE mid PARTITION OF parted FOR VALUES FROM (10) TO (30) PARTITION BY RANGE (id)",
                "CREATE TABLE ready (v int, id int PRIMARY KEY); INSERT INTO ready VALUES (1, 11)",
                "ALTER TABLE mid ATTACH PARTITION ready FOR VALUES FROM (10) TO (20)",
                "INSERT INTO parted VALUES (12, 1); UPDATE parted SET v = 5 WHERE id = 11; DELETE FROM ready",
                "ALTER TABLE parted DETACH PARTITION mid; UPDATE mid SET v = 6; DROP TABLE ready",
                "CREATE TABLE nothing (id int PRIMARY KEY, v int); ALTER TABLE nothing REPLICA IDENTITY NOTHING",
                "INSERT INTO nothing VALUES (1, 1); UPDATE nothing SET v = 2; DELETE FROM nothing",
                "CREATE TABLE named (id int NOT NULL, v int); CREATE UNIQUE INDEX named_id ON named (id);"
                        + " ALTER TABLE named REPLICA IDENTITY USING INDEX named_id; DROP INDEX named_id",
                "INSERT INTO named VALUES (1, 1); UPDATE named SET v = 2; DELETE FROM named",
                "CREATE FUNCTION twice(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2'",
                "CREATE TABLE computed (id int, k int GENERATED ALWAYS AS (twice(id)) STORED PRIMARY KEY)",
                "INSERT INTO computed VALUES (1); DROP FUNCTION twice CASCADE; UPDATE computed SET id = 2",
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM computed; REFRESH MATERIALIZED VIEW counted",
                "ALTER TABLE unlogged SET LOGGED; UPDATE unlogged SET v = 3",
                "CREATE TEMPORARY TABLE gone (v int); INSERT INTO gone VALUES (1); UPDATE gone SET v = 2;"
                        + " TRUNCATE gone",
                "CREATE TABLE base (v int); CREATE TABLE heir (w int) INHERITS (base);"
                        + " INSERT INTO heir VALUES (1, 2); UPDATE base SET v = 2; DELETE FROM base",
                "CREATE TABLE parent (id int PRIMARY KEY);"
                        + " CREATE TABLE child (p int REFERENCES parent ON DELETE CASCADE);"
                        + " INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1); DELETE FROM parent",
                "DO $$ BEGIN CREATE TABLE inner_one (v int); INSERT INTO inner_one VALUES (1);"
                        + " UPDATE inner_one SET v = 2; END $$",
                "CREATE SCHEMA mine CREATE TABLE t (v int)",
                "INSERT INTO mine.t VALUES (1); UPDATE mine.t SET v = 2");
    }

    @Test
    void truncateIsRefusedWhateverTheUserDoesToTheTrigger() {
        database.executeAsAdmin("CREATE TABLE t (id int PRIMARY KEY)");
        assertRefused(() -> database.executeAsAdmin("TRUNCATE t"), "unsupported statement: Truncate");
        database.executeAsAdmin("ALTER TABLE t DISABLE TRIGGER ALL");
        assertRefused(() -> database.executeAsAdmin("TRUNCATE t"), "unsupported statement: Truncate");
        database.executeAsAdmin("DROP TRIGGER freshet_refuses_truncate ON t");
        assertRefused(() -> database.executeAsAdmin("TRUNCATE t"), "unsupported statement: Truncate");
        database.executeAsAdmin(
                "CREATE TABLE p (id int) PARTITION BY LIST (id)", "CREATE TABLE p1 PARTITION OF p DEFAULT");
        assertRefused(() -> database.executeAsAdmin("TRUNCATE p1"), "unsupported statement: Truncate");
        assertRefused(() -> database.executeAsAdmin("TRUNCATE p"), "unsupported statement: Truncate");
    }

    @Test
    void pgRestoreMayEmptyWhatIsEmpty() throws Exception {
        database.executeAsAdmin("CREATE TABLE t (id int PRIMARY KEY)");
        try (Connection connection = database.connect(database.admin());
                Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = 'pg_restore'");
            statement.execute("TRUNCATE t");
            statement.execute("INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> statement.execute("TRUNCATE t"))
                    .hasMessageContaining("Write DELETE FROM public.t");
            statement.execute("DELETE FROM t");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThatThrownBy(() -> statement.execute("TRUNCATE t"))
                    .hasMessageContaining("Write DELETE FROM public.t");
        }
    }

    @Test
    void virtualGeneratedColumnsAreRefused() {
        assertRefused(
                () -> database.executeAsAdmin("CREATE TABLE t (id int, v int GENERATED ALWAYS AS (id * 2))"),
                "virtual generated columns are not supported");
        database.executeAsAdmin("CREATE TABLE t (id int)");
        assertRefused(
                () -> database.executeAsAdmin("ALTER TABLE t ADD COLUMN v int GENERATED ALWAYS AS (id * 2) VIRTUAL"),
                "virtual generated columns are not supported");
    }

    @Test
    void publicationsAreRefused() {
        database.executeAsAdmin("CREATE TABLE t (id int)");
        assertRefused(
                () -> database.executeAsAdmin("CREATE PUBLICATION mine FOR TABLE t"),
                "unsupported statement: CreatePublication");
        assertRefused(
                () -> database.executeAsAdmin("ALTER PUBLICATION freshet SET (publish = 'insert')"),
                "unsupported statement: AlterPublication");
    }

    @Test
    void usersCannotTouchWhatIsFreshets() {
        for (String attempt : List.of(
                "DROP SCHEMA freshet CASCADE",
                "DROP EVENT TRIGGER freshet_after_ddl",
                "ALTER EVENT TRIGGER freshet_after_ddl DISABLE",
                "DROP PUBLICATION freshet",
                "SELECT freshet.note_prefix()",
                "SELECT freshet.raise_fence('x', 0)",
                "CREATE TABLE freshet.mine (v int)",
                "BEGIN; LOCK TABLE freshet.gate IN SHARE MODE; COMMIT",
                "SET session_replication_role = replica",
                "ALTER ROLE freshet_seal PASSWORD 'known'",
                "SELECT rolpassword FROM pg_authid")) {
            assertThatThrownBy(() -> database.executeAsAdmin(attempt))
                    .as(attempt)
                    .hasMessageMatching("(?s).*(permission denied|must be owner|must be superuser).*");
        }
    }

    private static void assertRefused(ThrowingCallable statement, String message) {
        assertThatThrownBy(statement)
                .hasMessageContaining(message)
                .hasMessageContaining("Hint: ")
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
    }

    private List<String> query(String sql) {
        try (Connection connection = database.connect(database.superuser());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
