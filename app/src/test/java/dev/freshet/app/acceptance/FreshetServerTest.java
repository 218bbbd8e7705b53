package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drives a script that plays Freshet's part. */
@Timeout(60)
class FreshetServerTest {
    @TempDir
    private Path folder = Path.of("");

    private String script = "";
    private FreshetServer server = new FreshetServer("", folder, Shell.clean(folder));

    @BeforeEach
    void writeTheScript() throws IOException {
        Path file = Files.writeString(folder.resolve("freshet"), Resource.text("fake_freshet.sh"));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        script = file.toString();
        server = new FreshetServer(script, folder.resolve("home"), Shell.clean(folder));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void upReturnsWhenTheServerSaysThatItIsReady() {
        server.up();

        assertThat(server.process().isAlive()).isTrue();
        assertThat(server.process().out().text())
                .contains("--home " + server.home(), "--port " + server.port())
                .contains("is ready");
    }

    @Test
    void aServerThatEndsBeforeItIsReadyIsReportedWithItsOwnWords() {
        FreshetServer failing = new FreshetServer(
                script, server.home(), Shell.clean(folder).with(Map.of("FAKE_FAILURE", "the disk is full")));

        assertThatThrownBy(failing::up).hasMessageContaining("the disk is full").hasMessageContaining("exit code 1");
    }

    @Test
    void stoppingLetsTheServerSayGoodbyeAndKillingDoesNot() {
        Outcome stopped = server.up().stop();
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).endsWith("Stopped.");

        server.up().kill();
        assertThat(server.process().isAlive()).isFalse();
        assertThat(server.process().out().text()).doesNotContain("Stopped.");
    }

    @Test
    void itStartsAgainInTheSameHomeOnTheSamePorts() {
        server.up().kill();
        String first = server.process().out().lines().getFirst();

        assertThat(server.up().process().out().lines().getFirst()).isEqualTo(first);
    }

    @Test
    void theUsersShellHasWhatEnvPrintsExactly() {
        Shell user = server.up().user();

        assertThat(user.environment())
                .containsEntry("FRESHET_CLUSTER_ID", "a 'quoted' value")
                .containsEntry("TWO_LINES", "one\ntwo")
                .containsKeys("PATH", "HOME")
                .doesNotContainKeys("FRESHET", "AWS_PROFILE");
    }

    @Test
    void nothingOfTheTestsOwnEnvironmentIsInherited() {
        assertThat(System.getenv()).hasSizeGreaterThan(3);
        assertThat(server.run("status").succeeded().out()).isEqualTo("inherited: nothing");
    }

    @Test
    void aFailureIsDescribedWithOutputAndLog() {
        server.up();

        assertThat(server.describe()).contains("is ready", "a line of the log", "(running)");
    }

    @Test
    void closingLeavesNoProcessAndNoHome() {
        server.up();
        server.close();

        assertThat(server.process().isAlive()).isFalse();
        Poll.until(
                "no process is left",
                Duration.ofSeconds(60),
                () -> server.processes().isEmpty());
        assertThat(server.home()).doesNotExist();
    }
}
