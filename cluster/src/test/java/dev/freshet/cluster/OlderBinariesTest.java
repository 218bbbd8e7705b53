package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every PostgreSQL that may be attached can be started for a test. */
class OlderBinariesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void anOlderServerIsMadeAndStarted(int majorVersion) throws Exception {
        PostgresBinaries binaries = TestPostgres.binaries(majorVersion);
        try (PostgresServer server =
                PostgresServer.open(TestPostgres.spec(folder, TestPostgres.settings(), binaries))) {
            server.start();
            TestDatabase database = PostgresServerTest.database(server);
            database.executeAsAdmin("CREATE TABLE t (id int PRIMARY KEY)");
            try (Connection connection = database.connect(database.superuser());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_setting('server_version_num')::int / 10000,"
                            + " current_setting('wal_level'), current_setting('server_encoding')")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(majorVersion);
                assertThat(row.getString(2)).isEqualTo("logical");
                assertThat(row.getString(3)).isEqualTo("UTF8");
            }
        }
    }
}
