package dev.freshet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.app.StartException;
import dev.freshet.app.StartFailure;
import dev.freshet.app.configuration.Setting;
import dev.freshet.app.home.Home;
import dev.freshet.app.home.RunFile;
import dev.freshet.app.home.ServerProcess;
import dev.freshet.app.status.Status;
import dev.freshet.app.status.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FreshetCommandTest {
    private final AtomicReference<@Nullable FakeFreshet> started = new AtomicReference<>();
    private Path folder;
    private final List<CompletableFuture<Integer>> ups = new ArrayList<>();
    private CommandLineUser server;
    private CommandLineUser user;

    @BeforeEach
    void sitDown(@TempDir Path temporary) {
        folder = temporary.resolve("state");
        user = new CommandLineUser(folder);
        server = new CommandLineUser(folder).with((configuration, _) -> {
            FakeFreshet freshet = new FakeFreshet(configuration);
            started.set(freshet);
            return freshet;
        });
    }

    @AfterEach
    void leave() {
        server.pressCtrlC();
        // Its end closes the log, which the next test's may be by then.
        ups.forEach(CompletableFuture::join);
    }

    @Test
    void upSaysWhatIsRunningAndWhatToTypeNext() throws IOException {
        CompletableFuture<Integer> up = up();

        assertThat(server.out())
                .contains("Freshet 9.9.9 is ready")
                .contains("http://127.0.0.1:")
                .contains("us-east-1, account 123456789012")
                .contains(FakeFreshet.CLUSTER)
                .contains("postgresql://admin@127.0.0.1:5432/postgres")
                .contains(folder.toString())
                .contains("eval \"$(./freshet env --home " + folder + ")\"");

        server.pressCtrlC();
        assertThat(up.join()).isZero();
        assertThat(server.out()).endsWith("Stopped.\n");
        assertThat(started.get())
                .satisfies(freshet -> assertThat(freshet.isClosed()).isTrue());
        assertThat(folder.resolve("run.json")).doesNotExist();
    }

    @Test
    void aSecondUpInTheSameHomeSaysSoAndFails() throws IOException {
        CompletableFuture<Integer> up = up();

        assertThat(user.type("up")).isEqualTo(1);
        assertThat(user.err())
                .isEqualTo("Freshet is already up in " + folder + " (process "
                        + ProcessHandle.current().pid() + "); stop it with: ./freshet down --home " + folder + "\n");
        assertThat(up).isNotDone();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOME")
    void upTakesEverySettingAsAFlag(Setting setting) {
        assertThat(user.type("up", setting.flag(), "?")).isEqualTo(2);
        assertThat(user.err()).contains(setting.flag() + " ").doesNotContain("Unknown option");
    }

    @Test
    void aHomeCanBeUsedAgain() throws IOException {
        CompletableFuture<Integer> up = up();
        server.pressCtrlC();
        up.join();

        CommandLineUser again = new CommandLineUser(folder);
        again.pressCtrlC();
        assertThat(again.type("up")).isZero();
    }

    @Test
    void aStartThatFailsIsOneLineAndLeavesTheHomeFree() throws IOException {
        CommandLineUser unlucky = new CommandLineUser(folder).with((_, _) -> {
            throw new StartException(new StartFailure.PortInUse(Setting.PORT, 4566), null);
        });

        assertThat(unlucky.type("up")).isEqualTo(1);
        assertThat(unlucky.err())
                .isEqualTo("Port 4566 (the AWS endpoint's port) is in use by another program; choose another with"
                        + " --port.\n");
        assertThat(user.type("status")).isEqualTo(1);
        up();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "env", "status --json"})
    void untilFreshetIsReadyNothingIsPrintedButOneLineThatSaysSo(String command) throws IOException {
        for (String state : new String[] {"never started", "killed"}) {
            if (state.equals("killed")) {
                Files.createDirectories(folder);
                new RunFile(new ServerProcess(ProcessHandle.current().pid(), 1), URI.create("http://127.0.0.1:1"))
                        .write(new Home(folder));
            }
            assertThat(user.type(command.split(" "))).isEqualTo(1);
            assertThat(user.out()).isEmpty();
            assertThat(user.err())
                    .isEqualTo("Freshet is not running in " + folder + "; start it with: ./freshet up --home " + folder
                            + "\n");
        }
    }

    @Test
    void theDefaultHomeNeedsNoFlag(@TempDir Path userHome) {
        CommandLineUser atHome = new CommandLineUser(userHome.resolve("x")).with("HOME", userHome.toString());

        assertThat(atHome.typeExactly("status")).isEqualTo(1);
        assertThat(atHome.err()).endsWith("start it with: ./freshet up\n");
    }

    @Test
    void statusShowsEverythingToAPerson() throws IOException {
        up();

        assertThat(user.type("status")).isZero();
        assertThat(user.out())
                .contains("Freshet 9.9.9 is up (process "
                        + ProcessHandle.current().pid() + ")")
                .containsPattern(FakeFreshet.CLUSTER + " +ACTIVE +postgresql://admin@127.0.0.1:5432/postgres +default")
                .containsPattern(FakeFreshet.OTHER_CLUSTER + " +CREATING +-\n")
                .containsPattern(
                        "s{26} +" + FakeFreshet.CLUSTER + " +orders +1500 ms +3 MiB +IMPAIRED .KINESIS_ACCESS_DENIED.")
                .contains("not authorized: kinesis:PutRecords\n  Allow it to the role.\n")
                .contains("was told to skip transactions that could not be decoded: 2\n")
                .containsPattern("orders +4 +ACTIVE");
    }

    @Test
    void statusShowsEverythingToAProgram() throws IOException {
        up();

        assertThat(user.type("status", "--json")).isZero();
        Status status = StatusJson.read(user.out());
        assertThat(status.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(status.clusters()).hasSize(2);
    }

    @Test
    void aShellThatEvaluatesEnvIsAClientOfThisFreshet() throws IOException, InterruptedException {
        up();
        assertThat(user.type("env")).isZero();

        String shown = evaluate(user.out() + "\nenv", "AWS_PROFILE=work", "AWS_SESSION_TOKEN=old");

        assertThat(shown.lines())
                .contains(
                        "AWS_REGION=us-east-1",
                        "AWS_DEFAULT_REGION=us-east-1",
                        "FRESHET_CLUSTER_ID=" + FakeFreshet.CLUSTER,
                        "FRESHET_ACCOUNT_ID=123456789012",
                        "FRESHET_TLS_ENDPOINT_URL=https://localhost:4567",
                        "AWS_CA_BUNDLE=" + folder.resolve("ca.pem"),
                        "NODE_EXTRA_CA_CERTS=" + folder.resolve("ca.pem"),
                        "PGHOST=127.0.0.1",
                        "PGPORT=5432",
                        "PGUSER=admin",
                        "PGPASSWORD=it's secret",
                        "PGDATABASE=postgres")
                .anyMatch(line -> line.matches("AWS_ENDPOINT_URL=http://127.0.0.1:\\d+"))
                .anyMatch(line -> line.matches("AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{16}"))
                .anyMatch(line -> line.matches("AWS_SECRET_ACCESS_KEY=[A-Za-z0-9+/]{40}"))
                .noneMatch(line -> line.startsWith("AWS_PROFILE=") || line.startsWith("AWS_SESSION_TOKEN="));
    }

    @Test
    void envOfAClusterThatHasNoServerOrDoesNotExistPrintsNothing() throws IOException {
        up();

        assertThat(user.type("env", "--cluster", FakeFreshet.OTHER_CLUSTER)).isEqualTo(1);
        assertThat(user.out()).isEmpty();
        assertThat(user.err()).contains(FakeFreshet.OTHER_CLUSTER).hasLineCount(1);

        assertThat(user.type("env", "--cluster", "nonsense")).isEqualTo(1);
        assertThat(user.out()).isEmpty();
        assertThat(user.err()).contains("There is no cluster 'nonsense'").hasLineCount(1);
    }

    @Test
    void downStopsTheProcessThatRunsInTheHomeAndWaitsForItsEnd() throws Exception {
        Files.createDirectories(folder);
        Process process = new ProcessBuilder("sleep", "600").start();
        ServerProcess running = new ServerProcess(
                process.pid(), process.info().startInstant().orElseThrow().toEpochMilli());
        new RunFile(running, URI.create("http://127.0.0.1:1")).write(new Home(folder));

        assertThat(user.type("down")).isZero();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(user.type("down")).isZero();
        assertThat(user.out()).isEqualTo("Freshet is not running in " + folder + ".\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bogus", "up --port", "up --port x", "up --region mars", "tail", "tail a --from b", "env -z"
            })
    void aWrongCommandIsOneLineAndExitCodeTwo(String command) {
        assertThat(user.typeExactly(command.isEmpty() ? new String[0] : command.split(" ")))
                .isEqualTo(2);
        assertThat(user.out()).isEmpty();
        assertThat(user.err()).hasLineCount(1).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo", "down", "status", "env", "tail"})
    void everyCommandHasHelpAndTakesAHome(String command) {
        assertThat(user.typeExactly(command, "--help")).isZero();
        assertThat(user.out()).contains("--home");
        assertThat(user.typeExactly("--help")).isZero();
        assertThat(user.out()).containsPattern("(?m)^  " + command + " ");
    }

    /** Starts a server in the background and waits until it is ready. */
    private CompletableFuture<Integer> up() throws IOException {
        CompletableFuture<Integer> up =
                CompletableFuture.supplyAsync(() -> server.type("up"), Thread::startVirtualThread);
        ups.add(up);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!server.out().contains("Ctrl-C stops everything.")) {
            assertThat(up).as(server.err()).isNotDone();
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
        return up;
    }

    private static String evaluate(String script, String... variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        for (String variable : variables) {
            builder.environment().put(variable.split("=")[0], variable.split("=")[1]);
        }
        Process shell = builder.start();
        String shown = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return shown;
    }
}
