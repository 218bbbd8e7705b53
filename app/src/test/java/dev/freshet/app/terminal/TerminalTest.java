package dev.freshet.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @Property(tries = 50)
    void aShellReadsAQuotedWordBackAsItWas(@ForAll("words") String word) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + Shell.quote(word)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
        assertThat(shell.waitFor()).isZero();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("aZ0 '\"\\$`!*?~#&|;<>()[]{}=%\n\tä")
                .ofMaxLength(20);
    }

    @Test
    void plainWordsStayPlain() {
        assertThat(Shell.quote("http://127.0.0.1:4566")).isEqualTo("http://127.0.0.1:4566");
        assertThat(Shell.quote("")).isEqualTo("''");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCellAndLinesEndWithoutSpaces() {
        assertThat(new Table("ID", "STATUS")
                        .row("a-long-id", "ACTIVE")
                        .row("b", "")
                        .lines())
                .containsExactly("ID         STATUS", "a-long-id  ACTIVE", "b");
    }

    @Test
    void onlyAPersonGetsColours() {
        assertThat(new Terminal(NOWHERE, NOWHERE, true).paint(Style.GOOD, "x")).isEqualTo("\u001b[32mx\u001b[0m");
        assertThat(new Terminal(NOWHERE, NOWHERE, false).paint(Style.GOOD, "x")).isEqualTo("x");
    }
}
