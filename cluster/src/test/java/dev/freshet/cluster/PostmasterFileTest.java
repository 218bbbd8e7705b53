package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {
    private static final List<String> READY =
            List.of("8509", "/home/data", "1795376297", "5999", "", "127.0.0.1", "  2146621         8", "ready   ");

    @Test
    void aWholeFileTellsProcessPortAndState() {
        assertThat(PostmasterFile.parse(READY)).contains(new PostmasterFile(8509, "1795376297", 5999, true));
    }

    /** PostgreSQL writes it line by line. */
    @Property
    void aFileThatIsNotWholeIsNeverReady(@ForAll @IntRange(min = 0, max = 7) int lines) {
        assertThat(PostmasterFile.parse(READY.subList(0, lines)).map(PostmasterFile::ready))
                .isIn(java.util.Optional.empty(), java.util.Optional.of(false));
    }

    @Property
    void aFileOfAnythingIsReadWithoutFailing(@ForAll List<String> lines) {
        assertThat(PostmasterFile.parse(lines)).isNotNull();
    }

    @Test
    void aServerThatIsStartingOrStoppingIsNotReady() {
        for (String state : new String[] {"starting", "stopping", "standby "}) {
            List<String> lines = new java.util.ArrayList<>(READY);
            lines.set(7, state);
            assertThat(PostmasterFile.parse(lines).orElseThrow().ready()).isFalse();
        }
    }

    @Test
    void noFileIsNoServer() throws Exception {
        assertThat(PostmasterFile.read(Path.of("/nowhere"))).isEmpty();
    }
}
