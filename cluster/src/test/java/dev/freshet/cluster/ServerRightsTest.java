package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What the user's role may and may not do, and what a cluster's server is like. */
class ServerRightsTest {
    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static TestDatabase database;

    @BeforeAll
    static void start() {
        server = PostgresServer.open(
                TestPostgres.spec(folder, ServerSettings.ofCluster(3L * 1024 * 1024 * 1024), TestPostgres.binaries()));
        server.start();
        database = PostgresServerTest.database(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void adminMakesTablesSchemasRolesAndFunctions() {
        database.executeAsAdmin(
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric)",
                "INSERT INTO orders VALUES (1, 9.90)",
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.orders (id int)",
                "CREATE ROLE clerk LOGIN PASSWORD 'ledger'",
                "GRANT USAGE ON SCHEMA sales TO clerk",
                "GRANT SELECT ON sales.orders TO clerk",
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE boss SUPERUSER",
                "ALTER ROLE admin SUPERUSER",
                "ALTER ROLE admin REPLICATION",
                "CREATE ROLE copier REPLICATION",
                "ALTER ROLE freshet PASSWORD 'mine'",
                "DROP ROLE freshet",
                "GRANT freshet TO admin",
                "GRANT pg_write_server_files TO admin",
                "GRANT pg_execute_server_program TO admin",
                "CREATE DATABASE another",
                "ALTER SYSTEM SET fsync = off",
                "SELECT pg_create_logical_replication_slot('mine', 'pgoutput')",
                "SELECT pg_drop_replication_slot('any')",
                "SELECT pg_read_file('/etc/passwd')",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "SELECT rolpassword FROM pg_authid"
            })
    void adminCannotReachFreshetsRights(String statement) {
        assertThatThrownBy(() -> database.executeAsAdmin(statement))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    void adminCannotConnectForReplicationNorToTheTemplate() {
        assertThatThrownBy(() -> replication(server.credentials().admin()))
                .hasMessageContaining("permission denied to start WAL sender");
        TestDatabase template = new TestDatabase(server.address(), "template1", database.superuser(), database.admin());
        assertThatThrownBy(() -> template.executeAsAdmin("SELECT 1")).hasMessageContaining("permission denied");
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> database.connect(new Login("admin", "wrong")))
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
    }

    @Test
    void freshetReadsTheLogThroughASlot() throws SQLException {
        try (Connection connection = replication(server.credentials().freshet())) {
            PGConnection replication = connection.unwrap(PGConnection.class);
            replication
                    .getReplicationAPI()
                    .createReplicationSlot()
                    .logical()
                    .withSlotName("reader")
                    .withOutputPlugin("pgoutput")
                    .make();
            replication.getReplicationAPI().dropReplicationSlot("reader");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wal_level, logical",
        "max_slot_wal_keep_size, 3GB",
        "max_replication_slots, 20",
        "max_wal_senders, 20",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "fsync, on",
        "full_page_writes, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8",
        "log_timezone, UTC",
        "shared_buffers, 32MB",
        "log_min_error_statement, panic",
    })
    void aClustersServerIsSetAsCaptureNeedsIt(String parameter, String value) throws SQLException {
        assertThat(show("SHOW " + parameter)).isEqualTo(value);
    }

    /** The driver asks for the JVM's time zone, so a session of ours cannot tell the server's own. */
    @Test
    void theServersTimeZoneIsUtc() throws SQLException {
        assertThat(show("SELECT setting FROM pg_file_settings WHERE name = 'timezone'"))
                .isEqualTo("UTC");
    }

    @Test
    void textSortsByCodePointAndKnowsUnicode() throws SQLException {
        assertThat(show("SELECT string_agg(t, '' ORDER BY t) FROM (VALUES ('b'), ('B'), ('a'), ('ä')) AS v (t)"))
                .isEqualTo("Babä");
        assertThat(show("SELECT upper('größe')")).isEqualTo("GRÖßE");
    }

    @Test
    void aStatementWithAPasswordThatFailsIsNotLogged() {
        assertThatThrownBy(() -> database.executeAsAdmin("CREATE ROLE admin PASSWORD 'ShouldNotBeLogged'"));
        assertThat(folder.resolve("server.log")).content().doesNotContain("ShouldNotBeLogged");
    }

    private static String show(String query) throws SQLException {
        try (Connection connection = database.connect(database.superuser());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection replication(Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }
}
