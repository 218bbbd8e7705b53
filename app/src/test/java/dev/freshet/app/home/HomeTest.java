package dev.freshet.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");

    @TempDir
    private Path folder = Path.of("");

    private Home home = new Home(folder);

    @BeforeEach
    void createHome() throws IOException {
        home = new Home(folder.resolve("deep/home"));
        home.create();
    }

    @Test
    void theHomeAndItsRootKeyAreForTheirOwnerAlone() throws IOException {
        RootAccessKeys.findOrCreate(home, new Random(1));

        assertThat(permissions(home.folder())).isEqualTo("rwx------");
        assertThat(permissions(home.credentialsFile())).isEqualTo("rw-------");
    }

    @Test
    void theRootKeyIsMadeOnceAndLooksLikeOneOfAws() throws IOException {
        RootAccessKey made = RootAccessKeys.findOrCreate(home, new Random(1));

        assertThat(made.id()).matches("AKIA[A-Z2-7]{16}");
        assertThat(made.secret()).matches("[A-Za-z0-9+/]{40}");
        assertThat(RootAccessKeys.findOrCreate(home, new Random(2))).isEqualTo(made);
        assertThat(made.toString()).doesNotContain(made.secret());
    }

    @Test
    void aDamagedCredentialsFileIsNamedButNotQuoted() throws IOException {
        Files.writeString(home.credentialsFile(), "{\"secretAccessKey\": \"hush");

        assertThatThrownBy(() -> RootAccessKeys.find(home))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("credentials.json is damaged")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void theRunFileOfALivingProcessIsFound() throws IOException {
        RunFile run = new RunFile(ServerProcess.current(), ENDPOINT);
        run.write(home);

        assertThat(RunFile.find(home)).contains(run);
        RunFile.delete(home);
        assertThat(RunFile.find(home)).isEmpty();
    }

    @Test
    void theRunFileOfAKilledProcessCountsForNothing() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "600").start();
        ServerProcess server = new ServerProcess(
                process.pid(), process.info().startInstant().orElseThrow().toEpochMilli());
        new RunFile(server, ENDPOINT).write(home);
        assertThat(RunFile.find(home)).isPresent();

        process.destroyForcibly().waitFor();

        assertThat(RunFile.find(home)).isEmpty();
    }

    @Test
    void aProcessIdUsedAgainIsNotTakenForTheServer() throws IOException {
        ServerProcess current = ServerProcess.current();
        new RunFile(new ServerProcess(current.pid(), current.startedAtMillis() - 1), ENDPOINT).write(home);

        assertThat(RunFile.find(home)).isEmpty();
    }

    @Test
    void oneHomeHasOneHolderWhoIsKnown() throws IOException {
        try (UpLock _ = UpLock.take(home).orElseThrow()) {
            assertThat(UpLock.take(home)).isEmpty();
            assertThat(UpLock.holder(home)).contains(ServerProcess.current());
        }
        assertThat(UpLock.holder(home)).isEmpty();
        try (UpLock again = UpLock.take(home).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
