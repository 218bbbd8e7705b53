package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerAddress;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of an older server, taken with the pg_dump that Debian 12 has, goes into an owned database as it is. */
class RestoredDumpTest {
    private static final Path CLIENTS = Path.of("/usr/lib/postgresql/15/bin");

    private static final List<String> CONTENT = List.of(
            "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE TABLE parent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, k kind, note text)",
            "CREATE TABLE child (id serial PRIMARY KEY, p int REFERENCES parent ON DELETE CASCADE, n positive UNIQUE,"
                    + " twice int GENERATED ALWAYS AS (n * 2) STORED)",
            "CREATE TABLE keyless (v text); CREATE INDEX ON keyless (v)",
            "CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
                    + " CREATE TABLE parted_old PARTITION OF parted FOR VALUES FROM (MINVALUE) TO ('2020-01-01');"
                    + " CREATE TABLE parted_new PARTITION OF parted DEFAULT",
            "CREATE TABLE heir (more int) INHERITS (keyless)",
            "CREATE TABLE odd (id int PRIMARY KEY DEFERRABLE); ALTER TABLE odd REPLICA IDENTITY NOTHING",
            "CREATE UNLOGGED TABLE unlogged (v int)",
            "CREATE SCHEMA \"other Schema\"; CREATE TABLE \"other Schema\".\"A table\" (\"The key\" uuid PRIMARY KEY)",
            "CREATE VIEW seen AS SELECT id FROM parent; CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM child",
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
                    + " CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION touch()",
            "COMMENT ON TABLE parent IS 'has children'",
            "INSERT INTO parent (k, note) SELECT 'a', repeat('x', i * 100) FROM generate_series(1, 50) i",
            "INSERT INTO child (p, n) SELECT i, i FROM generate_series(1, 50) i",
            "INSERT INTO keyless VALUES ('a'), ('a'), (NULL); INSERT INTO heir VALUES ('b', 1)",
            "INSERT INTO parted SELECT i, date '2019-12-01' + i FROM generate_series(1, 60) i",
            "INSERT INTO odd VALUES (1), (2)",
            "INSERT INTO unlogged VALUES (1)",
            "INSERT INTO \"other Schema\".\"A table\" VALUES ('00000000-0000-0000-0000-000000000001')");

    /** Of the tables that are captured. */
    private static final int ROWS = 50 + 50 + 3 + 1 + 60 + 2 + 1;

    @TempDir
    static Path folder;

    @BeforeAll
    static void dump() throws Exception {
        assumeTrue(
                Files.isExecutable(CLIENTS.resolve("pg_dump")), "pg_dump 15 is not installed (postgresql-client-15)");
        try (PostgresServer server = PostgresServer.open(
                TestPostgres.spec(folder.resolve("server"), TestPostgres.settings(), TestPostgres.binaries(15)))) {
            ServerAddress address = server.start();
            Login admin = server.credentials().admin();
            new TestDatabase(
                            address,
                            PostgresServer.DATABASE,
                            server.credentials().freshet(),
                            admin)
                    .executeAsAdmin(CONTENT.toArray(String[]::new));
            run(address, PostgresServer.DATABASE, admin, "pg_dump", "--file=" + folder.resolve("plain.sql"));
            run(
                    address,
                    PostgresServer.DATABASE,
                    admin,
                    "pg_dump",
                    "--format=directory",
                    "--file=" + folder.resolve("directory"));
        }
    }

    @Test
    void byPsql() throws Exception {
        restore("psql", "--quiet", "--set=ON_ERROR_STOP=1", "--file=" + folder.resolve("plain.sql"));
    }

    @Test
    void byPsqlInOneTransaction() throws Exception {
        restore("psql", "--quiet", "-1", "--set=ON_ERROR_STOP=1", "--file=" + folder.resolve("plain.sql"));
    }

    @Test
    void byPgRestoreWithSeveralJobs() throws Exception {
        restore(
                "pg_restore",
                "--exit-on-error",
                "--jobs=2",
                folder.resolve("directory").toString());
    }

    private static void restore(String... command) throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            TestDatabase target = database.database();
            run(target.address(), target.name(), target.admin(), command);

            List<String> created = database.changes();
            assertThat(created).hasSize(ROWS).allMatch(change -> change.startsWith("c "));
            assertThat(new TreeSet<>(created.stream()
                            .map(change -> change.split(" ", 3)[1])
                            .toList()))
                    .containsExactlyInAnyOrder("parent", "child", "keyless", "heir", "parted", "odd", "A");
            database.execute(
                    "UPDATE parent SET note = 'y' WHERE id = 1",
                    "DELETE FROM parent WHERE id = 2",
                    "UPDATE odd SET id = 3 WHERE id = 1",
                    "UPDATE keyless SET v = 'c' WHERE v = 'b'",
                    "UPDATE parted SET at = '2021-01-01' WHERE id = 1",
                    "UPDATE unlogged SET v = 2");
            assertThat(database.changes())
                    .containsExactlyInAnyOrder(
                            "u parent {\"id\":1,\"k\":\"a\",\"note\":\"y\"}",
                            "d parent {\"id\":2}",
                            "d child {\"id\":2}",
                            "d odd {\"id\":1}",
                            "c odd {\"id\":3}",
                            "u heir {\"v\":\"c\",\"more\":1}",
                            "d parted {\"id\":1,\"at\":18232}",
                            "c parted {\"id\":1,\"at\":18628}");
            assertThat(database.capture().statistics().truncates()).isZero();
            assertThat(database.capture().statistics().schemaGaps()).isZero();
        }
    }

    private static void run(ServerAddress address, String database, Login login, String... command)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.set(0, CLIENTS.resolve(command[0]).toString());
        arguments.add("--dbname=" + database);
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().put("PGHOST", address.host());
        builder.environment().put("PGPORT", Integer.toString(address.port()));
        builder.environment().put("PGUSER", login.user());
        builder.environment().put("PGPASSWORD", login.password());
        builder.environment().remove("PGAPPNAME"); // it would hide the name by which pg_restore is known
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
