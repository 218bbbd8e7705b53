package dev.freshet.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.app.command.ClusterLogins;
import dev.freshet.app.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLoginsTest {
    private static final String CLUSTER = "abcdefghijklmnopqrstuvwxya";
    private static final String OTHER_CLUSTER = "bbcdefghijklmnopqrstuvwxya";

    private final HomeLogins logins = new HomeLogins();

    @Test
    void theAdminsPasswordIsTheOneBesideTheServersData(@TempDir Path folder) throws IOException {
        Home home = new Home(folder);
        Path server = Files.createDirectories(folder.resolve("clusters").resolve(CLUSTER));
        Files.writeString(server.resolve("credentials.json"), "{\"freshet\":\"hush\",\"admin\":\"abc123\"}");

        assertThat(logins.admin(home, CLUSTER)).contains(new ClusterLogins.Login("admin", "abc123"));
        assertThat(logins.admin(home, OTHER_CLUSTER)).isEmpty();
    }
}
