package dev.freshet.capture.database.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.database.attached.AttachedTable.Standing;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresBinaries;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.record.ClusterId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that belongs to others: what is found there, what is put in, and that their writes work all the same. */
@ParameterizedClass
@MethodSource("versions")
class AttachedDatabaseTest {
    private static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Login PLAIN = new Login("plain", "secret");

    private static final Map<PostgresBinaries, ForeignServer> SERVERS = new HashMap<>();

    private final PostgresBinaries binaries;
    private final ForeignServer server;
    private final List<AttachedDatabase> attached = new ArrayList<>();

    AttachedDatabaseTest(PostgresBinaries binaries) {
        this.binaries = binaries;
        this.server = SERVERS.computeIfAbsent(binaries, AttachedDatabaseTest::start);
    }

    /** The oldest and the newest, unless there is time for all. */
    static Stream<PostgresBinaries> versions() {
        return Boolean.getBoolean("freshet.long")
                ? ForeignServer.versions()
                : Stream.of(TestPostgres.binaries(14), TestPostgres.binaries());
    }

    private static ForeignServer start(PostgresBinaries binaries) {
        ForeignServer server = ForeignServer.start(binaries);
        server.freshDatabase()
                .execute("CREATE ROLE " + PLAIN.user() + " LOGIN REPLICATION PASSWORD '" + PLAIN.password() + "'");
        return server;
    }

    @AfterEach
    void detachAll() throws InterruptedException {
        for (AttachedDatabase database : attached) {
            database.detach(PATIENCE);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        SERVERS.values().forEach(ForeignServer::close);
        SERVERS.clear();
    }

    @Test
    void aNewTableIsPublishedWithinItsOwnTransaction() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin("CREATE TABLE before (id int PRIMARY KEY)");
        attach(asSuperuser(database), false);
        assertThat(published(database)).containsExactly("public.before");
        database.executeAsAdmin(
                "BEGIN; CREATE TABLE born (v text); SELECT 1 / (SELECT count(*) FROM pg_publication_tables"
                        + " WHERE pubname = 'freshet' AND tablename = 'born'); COMMIT",
                "CREATE TABLE selected AS SELECT 1 AS v",
                "CREATE SCHEMA mine CREATE TABLE t (id int PRIMARY KEY)",
                "CREATE UNLOGGED TABLE unlogged (v int)",
                "CREATE TEMPORARY TABLE temporary (v int)");
        assertThat(published(database)).containsExactly("mine.t", "public.before", "public.born", "public.selected");
        database.executeAsAdmin("ALTER TABLE unlogged SET LOGGED");
        assertThat(published(database)).contains("public.unlogged");
    }

    @Test
    void writesOfUsersWorkWhateverTheyDoToTheirTables() throws Exception {
        TestDatabase database = server.freshDatabase();
        attach(asSuperuser(database), false);
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
                "UPDATE parted SET v = 3",
                "CREATE TABLE high PARTITION OF parted FOR VALUES FROM (10) TO (20)",
                "INSERT INTO parted VALUES (11, 1); UPDATE parted SET v = 3 WHERE id = 11",
                "ALTER TABLE parted DETACH PARTITION low; UPDATE low SET v = 4",
                "CREATE UNLOGGED TABLE unlogged (v int); INSERT INTO unlogged VALUES (1); UPDATE unlogged SET v = 2",
                "ALTER TABLE unlogged SET LOGGED; UPDATE unlogged SET v = 3",
                "CREATE TABLE base (v int); CREATE TABLE heir (w int) INHERITS (base);"
                        + " INSERT INTO heir VALUES (1, 2); UPDATE base SET v = 2; DELETE FROM base",
                "CREATE TABLE own (id int PRIMARY KEY); ALTER TABLE own REPLICA IDENTITY NOTHING;"
                        + " INSERT INTO own VALUES (1); UPDATE own SET id = 2",
                "CREATE TABLE emptied (id int PRIMARY KEY); TRUNCATE emptied",
                "BEGIN; CREATE TABLE a (v text); INSERT INTO a VALUES ('x'); ALTER TABLE a ADD COLUMN w int;"
                        + " UPDATE a SET w = 1; COMMIT",
                "CREATE PUBLICATION theirs FOR TABLE a; UPDATE a SET w = 2; DROP PUBLICATION theirs");
        assertThat(leftOut(asSuperuser(database).attend())).isEmpty();
    }

    @Test
    void whatWasThereBeforeKeepsItsIdentityUntilSomebodySaysOtherwise() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin(
                "CREATE TABLE fit (id int PRIMARY KEY)",
                "CREATE TABLE keyless (v int)",
                "CREATE TABLE \"Odd\" (v int)");
        AttachedDatabase subject = asSuperuser(database);
        List<Finding> findings = subject.inspect().findings();
        assertThat(findings)
                .filteredOn(Finding::mendable)
                .extracting(Finding::remedy)
                .containsExactly(
                        "ALTER TABLE ONLY public.\"Odd\" REPLICA IDENTITY FULL;",
                        "ALTER TABLE ONLY public.keyless REPLICA IDENTITY FULL;");
        assertThat(leftOut(subject.attach(false, PATIENCE)))
                .containsExactly("public.\"Odd\" IDENTITY", "public.keyless IDENTITY");
        assertThat(identities(database)).containsExactly("Odd d", "fit d", "keyless d");
        database.executeAsAdmin(findings.stream()
                .filter(Finding::mendable)
                .map(Finding::remedy)
                .findFirst()
                .orElseThrow());
        assertThat(published(database)).containsExactly("public.Odd", "public.fit");
        assertThat(leftOut(subject.attach(true, PATIENCE))).isEmpty();
        assertThat(published(database)).containsExactly("public.Odd", "public.fit", "public.keyless");
    }

    @Test
    void detachingLeavesEverythingAsItWas() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin(
                "CREATE TABLE fit (id int PRIMARY KEY)",
                "CREATE TABLE keyless (v int)",
                "CREATE TABLE texts (id int PRIMARY KEY, v text)",
                "CREATE TABLE silent (id int PRIMARY KEY, v text); ALTER TABLE silent REPLICA IDENTITY NOTHING",
                "CREATE TABLE indexed (id int PRIMARY KEY, a int NOT NULL); CREATE UNIQUE INDEX by_a ON indexed (a);"
                        + " ALTER TABLE indexed REPLICA IDENTITY USING INDEX by_a",
                "CREATE TABLE parted (id int, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (10)");
        List<String> before = everything(database);
        AttachedDatabase subject = asSuperuser(database);
        assertThat(leftOut(subject.attach(true, PATIENCE))).isEmpty();
        assertThat(identities(database))
                .containsExactly("fit d", "indexed f", "keyless f", "low f", "silent f", "texts f");
        assertThat(everything(database)).isNotEqualTo(before);
        assertThat(subject.detach(PATIENCE))
                .contains(
                        "ALTER TABLE ONLY public.keyless REPLICA IDENTITY DEFAULT;",
                        "ALTER TABLE ONLY public.silent REPLICA IDENTITY NOTHING;",
                        "ALTER TABLE ONLY public.indexed REPLICA IDENTITY USING INDEX by_a;")
                .hasSize(6);
        assertThat(everything(database)).isEqualTo(before);
        assertThat(subject.detach(PATIENCE)).isEmpty();
    }

    @Test
    void theSealStaysWhileAnotherDatabaseOfTheServerNeedsIt() throws Exception {
        AttachedDatabase one = asSuperuser(server.freshDatabase());
        TestDatabase otherDatabase = server.freshDatabase();
        AttachedDatabase other = asSuperuser(otherDatabase);
        attach(one, false);
        attach(other, false);
        one.detach(PATIENCE);
        assertThat(query(otherDatabase, "SELECT freshet.note_prefix()"))
                .singleElement()
                .asString()
                .startsWith("freshet.");
        other.detach(PATIENCE);
        assertThat(query(otherDatabase, "SELECT rolname FROM pg_roles WHERE rolname LIKE 'freshet_%'"))
                .isEmpty();
    }

    @Test
    void aPublicationOfAUsersThatLeavesColumnsOutKeepsItsUpdatesWorking() throws Exception {
        Assumptions.assumeTrue(binaries.majorVersion() >= 15, "Column lists are of PostgreSQL 15 and later");
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin(
                "CREATE TABLE listed (id int PRIMARY KEY, v text, w int); INSERT INTO listed VALUES (1, 'x', 1)",
                "CREATE TABLE later (id int PRIMARY KEY, v text, w int); INSERT INTO later VALUES (1, 'x', 1)",
                "CREATE TABLE filtered (id int PRIMARY KEY, v text); INSERT INTO filtered VALUES (1, 'x')",
                "CREATE PUBLICATION theirs FOR TABLE listed (id, w), filtered WHERE (id > 0)");
        AttachedDatabase subject = asSuperuser(database);
        assertThat(leftOut(subject.attach(true, PATIENCE))).containsExactly("public.listed COLUMN_LIST");
        database.executeAsAdmin("UPDATE listed SET w = 2", "UPDATE filtered SET v = 'y'");
        database.executeAsAdmin("CREATE PUBLICATION more FOR TABLE later (id)");
        assertThat(identities(database)).containsExactly("filtered f", "later d", "listed d");
        assertThat(published(database)).containsExactly("public.filtered");
        database.executeAsAdmin("UPDATE later SET w = 2");
        assertThat(leftOut(subject.attend())).containsExactly("public.later COLUMN_LIST", "public.listed COLUMN_LIST");
        database.executeAsAdmin("DROP PUBLICATION more");
        assertThat(leftOut(subject.attend())).containsExactly("public.listed COLUMN_LIST");
    }

    @Test
    void generatedColumnsThatTheLogLacksAreNamed() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin(
                "CREATE TABLE generated (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)");
        assertThat(asSuperuser(database).inspect().findings().stream()
                        .map(Finding::message)
                        .filter(message -> message.contains("generated columns")))
                .hasSize(binaries.majorVersion() >= 18 ? 0 : 1);
    }

    @Test
    void aVirtualColumnKeepsATableOutOnlyWhereItsUpdatesWouldFail() throws Exception {
        Assumptions.assumeTrue(binaries.majorVersion() >= 18, "Virtual generated columns are of PostgreSQL 18");
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin(
                "CREATE TABLE lacking (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2));"
                        + " INSERT INTO lacking VALUES (1)",
                "CREATE TABLE absent (id int PRIMARY KEY, v text, twice int GENERATED ALWAYS AS (id * 2));"
                        + " INSERT INTO absent VALUES (1, 'x')");
        AttachedDatabase subject = asSuperuser(database);
        assertThat(leftOut(subject.attach(true, PATIENCE))).containsExactly("public.absent VIRTUAL_COLUMN");
        database.executeAsAdmin(
                "UPDATE lacking SET id = 2",
                "UPDATE absent SET id = 2",
                "CREATE TABLE born (v text); ALTER TABLE born ADD COLUMN twice int GENERATED ALWAYS AS (length(v));"
                        + " INSERT INTO born VALUES ('x'); UPDATE born SET v = 'y'");
        assertThat(leftOut(subject.attend()))
                .containsExactly("public.absent VIRTUAL_COLUMN", "public.born VIRTUAL_COLUMN");
    }

    @Test
    void aPlainRoleAttachesItsOwnTablesAndFindsNewOnes() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO plain",
                "CREATE SCHEMA mine AUTHORIZATION plain",
                "CREATE TABLE public.others (id int PRIMARY KEY)");
        execute(database, PLAIN, "CREATE TABLE mine.keyed (id int PRIMARY KEY)");
        execute(database, PLAIN, "CREATE TABLE mine.parted (id int PRIMARY KEY) PARTITION BY RANGE (id)");
        AttachedDatabase subject =
                new AttachedDatabase(ForeignServer.address(database, PLAIN), CLUSTER, "aSecretOfLetters");
        List<String> before = everything(database);
        Inspection inspection = subject.inspect();
        assertThat(inspection.isBlocked()).as("%s", inspection).isFalse();
        assertThat(inspection.watch()).isEqualTo(DdlWatch.POLLING);
        assertThat(leftOut(subject.attach(true, PATIENCE)))
                .containsExactly("mine.parted PARTITIONED", "public.others NOT_OWNER");
        assertThat(published(database)).containsExactly("mine.keyed");

        execute(database, PLAIN, "CREATE TABLE mine.born (v text)");
        assertThat(published(database)).containsExactly("mine.keyed");
        assertThat(subject.attend())
                .filteredOn(table -> table.name().equals("mine.born"))
                .singleElement()
                .extracting(AttachedTable::standing)
                .isInstanceOf(Standing.Captured.class);
        assertThat(published(database)).containsExactly("mine.born", "mine.keyed");
        execute(database, PLAIN, "INSERT INTO mine.born VALUES ('x'); UPDATE mine.born SET v = 'y'");
        execute(database, PLAIN, "ALTER TABLE mine.keyed DROP CONSTRAINT keyed_pkey; UPDATE mine.keyed SET id = 2");
        execute(database, PLAIN, "DROP TABLE mine.born");
        execute(database, PLAIN, "ALTER TABLE mine.keyed ADD PRIMARY KEY (id)");
        assertThat(subject.attend()).extracting(AttachedTable::name).doesNotContain("mine.born");
        subject.detach(PATIENCE);
        assertThat(everything(database)).isEqualTo(before);
    }

    @Test
    void aTableThatIsLockedIsMendedWhenItIsFree() throws Exception {
        TestDatabase database = server.freshDatabase();
        database.executeAsAdmin("CREATE TABLE busy (v int)");
        AttachedDatabase subject = asSuperuser(database);
        try (Connection holder = database.connect(database.admin());
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN ROW EXCLUSIVE MODE");
            assertThat(leftOut(subject.attach(true, Duration.ZERO))).containsExactly("public.busy IDENTITY");
            holder.rollback();
        }
        assertThat(leftOut(subject.attach(true, PATIENCE))).isEmpty();
    }

    @Test
    void aDatabaseIsAttachedOnce() throws Exception {
        TestDatabase database = server.freshDatabase();
        attach(asSuperuser(database), false);
        assertThat(asSuperuser(database).inspect().isBlocked()).isFalse();
        AttachedDatabase another = new AttachedDatabase(
                ForeignServer.address(database, database.superuser()),
                new ClusterId("aaaaaaaaaaaaaaaaaaaaaaaaaa"),
                "aSecretOfLetters");
        assertThat(another.inspect().findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.BLOCKS)
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(CLUSTER.value());
        assertThat(another.detach(PATIENCE)).isEmpty();
        assertThat(query(database, "SELECT cluster FROM freshet.attachment")).containsExactly(CLUSTER.value());
    }

    private AttachedDatabase asSuperuser(TestDatabase database) {
        AttachedDatabase made = new AttachedDatabase(
                ForeignServer.address(database, database.superuser()), CLUSTER, "aSecretOfLetters");
        attached.add(made);
        return made;
    }

    private static void attach(AttachedDatabase database, boolean mends) throws InterruptedException {
        Inspection inspection = database.inspect();
        assertThat(inspection.isBlocked()).as("%s", inspection).isFalse();
        database.attach(mends, PATIENCE);
    }

    private static List<String> leftOut(List<AttachedTable> tables) {
        List<String> leftOut = new ArrayList<>();
        for (AttachedTable table : tables) {
            if (table.standing() instanceof Standing.LeftOut(Obstacle obstacle)) {
                leftOut.add(table.name() + " " + obstacle);
            }
        }
        return leftOut;
    }

    private static List<String> published(TestDatabase database) {
        return query(
                database,
                "SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = 'freshet' ORDER BY 1");
    }

    private static List<String> identities(TestDatabase database) {
        return query(database, """
                SELECT relname || ' ' || relreplident::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE "C\"""");
    }

    /** What Freshet might leave behind, apart from what the tests' own statements change. */
    private static List<String> everything(TestDatabase database) {
        return query(database, """
                SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'
                UNION ALL SELECT 'publication ' || pubname FROM pg_publication
                UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
                UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p
                    WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()
                UNION ALL SELECT 'identity ' || relname || ' ' || relreplident::text FROM pg_class
                    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                ORDER BY 1""");
    }

    private static void execute(TestDatabase database, Login login, String sql) throws SQLException {
        try (Connection connection = database.connect(login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(TestDatabase database, String sql) {
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
