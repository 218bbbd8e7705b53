package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @TempDir
    private Path folder = Path.of("");

    private Child sh(String commands) {
        return Child.start(folder, Map.of("PATH", System.getenv("PATH")), List.of("/bin/sh", "-c", commands));
    }

    @Test
    void anOutcomeHasTheExitCodeAndBothOutputs() {
        Outcome outcome = sh("echo out; echo err >&2; exit 7").awaitExit(LIMIT);

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.outLines()).containsExactly("out");
        assertThat(outcome.errLines()).containsExactly("err");
        assertThatThrownBy(outcome::succeeded)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("err");
        assertThat(outcome.failed()).isSameAs(outcome);
    }

    @Test
    void aLineIsFoundWhetherItCameBeforeOrComesAfterTheQuestion() {
        try (Child child = sh("echo first; read x; echo second; read y")) {
            child.awaitLine(Pattern.compile("^first$"), LIMIT);
            child.awaitLine(Pattern.compile("^first$"), LIMIT);
            child.writeLine("go on");
            assertThat(child.awaitLine(Pattern.compile("sec"), LIMIT)).isEqualTo("second");
            assertThat(child.out().line(2, LIMIT)).contains("second");
            assertThat(child.out().line(3, AT_ONCE)).isEmpty();
        }
    }

    @Test
    void aLineThatCannotComeAnyMoreIsNotWaitedFor() {
        try (Child child = sh("echo something else; echo a reason >&2; exit 3")) {
            assertThatThrownBy(() -> child.awaitLine(Pattern.compile("never"), LIMIT))
                    .hasMessageContaining("something else")
                    .hasMessageContaining("never");
        }
    }

    @Test
    void whatDoesNotEndInTimeIsKilledAndItsOutputShown() {
        Child child = sh("echo working; sleep 600");
        child.awaitLine(Pattern.compile("working"), LIMIT);

        assertThatThrownBy(() -> child.awaitExit(AT_ONCE)).hasMessageContaining("working");
        Poll.until("the child is gone", LIMIT, () -> !child.isAlive());
    }

    @Test
    void aSignalReachesTheProcess() {
        Child child = sh("trap 'echo caught; exit 4' INT; echo waiting; while :; do sleep 600 & wait $!; done");
        child.awaitLine(Pattern.compile("waiting"), LIMIT);
        child.signal("INT");

        child.awaitLine(Pattern.compile("caught"), LIMIT);
        child.close();
    }

    @Test
    void pollingEndsWithTheAnswerOrWithWhatWasAwaited() {
        assertThat(Poll.value("an answer", LIMIT, () -> java.util.Optional.of(42)))
                .isEqualTo(42);
        assertThatThrownBy(() -> Poll.until("the moon falls", AT_ONCE, () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the moon falls");
    }
}
