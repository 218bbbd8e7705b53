package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's first command, on a terminal, with somebody who looks and then types Ctrl-C. */
@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
@ExtendWith(SharedFreshet.class)
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Pattern CHANGE =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d.*\\+\\d+ ms.*(insert|update|delete).*public\\.demo_orders");
    private static final Pattern FOLDER = Pattern.compile("Starting Freshet in (\\S+) \\.\\.\\.");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Everything that was shown until the first change, and the goodbye. */
    private static String show(Shell shell, List<String> command) {
        List<String> onTerminal = new ArrayList<>(List.of("python3", "-c", Resource.text("on_a_terminal.py")));
        onTerminal.addAll(command);
        try (Child demo = shell.start(onTerminal)) {
            demo.awaitLine(CHANGE, LIMIT);
            demo.writeLine("Ctrl-C");
            return COLOUR.matcher(demo.awaitExit(LIMIT).succeeded().out()).replaceAll("");
        }
    }

    /** The demonstration leaves its CDC stream to its next showing; here it counts toward the cluster's quota. */
    @AfterEach
    void deleteItsCdcStreams(Shell shell, Boto3 boto3) {
        Workbench workbench = Workbench.of(boto3, shell);
        String cluster = shell.variable("FRESHET_CLUSTER_ID");
        List<String> ids =
                boto3
                        .call("dsql", "list_streams", Map.of("clusterIdentifier", cluster))
                        .path("streams")
                        .values()
                        .stream()
                        .map(cdcStream -> cdcStream.path("streamIdentifier").asString())
                        .toList();
        for (String id : ids) {
            if (workbench
                    .describe(cluster, id)
                    .path("targetDefinition")
                    .toString()
                    .contains("stream/freshet-demo")) {
                workbench.deleteCdcStream(cluster, id);
            }
        }
    }

    private static void assertFiveSteps(String shown) {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(step -> "Step " + step))
                .allSatisfy(step -> assertThat(shown).contains(step));
        assertThat(shown)
                .contains(
                        "aws kinesis create-stream",
                        "aws iam create-role",
                        "aws iam put-role-policy",
                        "aws dsql create-stream",
                        "psql",
                        "aws kinesis get-records")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void itShowsTheGuideInAFolderOfItsOwnAndLeavesNothing(Shell shell) {
        Shell nobody = Shell.clean(shell.folder());

        String shown = show(
                nobody,
                List.of(
                        Project.script().toString(),
                        "demo",
                        "--port",
                        "" + FreshetServer.freePort(),
                        "--database-port",
                        "" + FreshetServer.freePort()));

        assertFiveSteps(shown);
        Matcher folder = FOLDER.matcher(shown);
        assertThat(folder.find()).as(shown).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.group(1))))
                .isEmpty();
    }

    @Test
    void itUsesARunningFreshetAsOftenAsOneLikes(FreshetServer server, Shell shell) {
        Shell nobody = Shell.clean(shell.folder());

        assertFiveSteps(show(nobody, server.command("demo")));
        String again = show(nobody, server.command("demo"));

        assertFiveSteps(again);
        assertThat(again).contains(server.endpoint()).doesNotContain("Starting Freshet");
        assertThat(server.process().isAlive()).isTrue();
    }

    @Test
    void whatItPrintsCanBeTyped(FreshetServer server, Shell shell) {
        String shown = show(Shell.clean(shell.folder()), server.command("demo"));
        List<String> commands = shown.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("aws ") || line.startsWith("psql "))
                .toList();

        assertThat(commands).hasSizeGreaterThanOrEqualTo(8);
        for (String command : commands) {
            // What the demonstration has made exists already, and its CDC stream is active.
            Outcome typed = shell.type(command);
            assertThat(typed.exitCode() == 0
                            || typed.err().contains("(ResourceInUseException)")
                            || typed.err().contains("(EntityAlreadyExists)"))
                    .as(typed.toString())
                    .isTrue();
        }
    }
}
