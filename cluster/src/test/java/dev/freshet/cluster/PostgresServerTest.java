package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path folder;

    @Test
    void aServerIsMadeStartedAndStopped() throws Exception {
        try (PostgresServer server = TestPostgres.freshServer(folder)) {
            server.start();
            try (Connection connection =
                            database(server).connect(server.credentials().admin());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT upper('größe')")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("GRÖßE");
            }
        }
        assertThat(PostmasterFile.in(folder.resolve("data"))).doesNotExist();
    }

    @Test
    void theSharedServerGivesEachTestADatabaseOfItsOwn() {
        TestDatabase one = TestPostgres.shared().freshDatabase();
        TestDatabase other = TestPostgres.shared().freshDatabase();
        one.executeAsAdmin("CREATE TABLE t (id int)");
        other.executeAsAdmin("CREATE TABLE t (id int)");
        assertThat(one.name()).isNotEqualTo(other.name());
    }

    static TestDatabase database(PostgresServer server) {
        return new TestDatabase(
                server.address(),
                PostgresServer.DATABASE,
                server.credentials().freshet(),
                server.credentials().admin());
    }
}
