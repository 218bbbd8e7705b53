package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault once, to one pipeline that goes on and on, while writers write. */
@Timeout(600)
class FaultsTest {
    private static final int WRITERS = 3;
    private static final int PAUSE_MILLIS = 10;

    @TempDir
    private static Path folder;

    private static Trial trial;

    @BeforeAll
    static void start() throws Exception {
        trial = Trial.start(folder, new Random(1));
    }

    @AfterAll
    static void close() {
        trial.close();
    }

    @AfterEach
    void heal() {
        trial.heal();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrInvented(Fault fault) throws Exception {
        trial.startWriting(WRITERS, PAUSE_MILLIS);
        trial.awaitWritten(20);
        fault.happenTo(trial);
        trial.awaitWritten(20);

        assertThat(trial.judge()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aGapFailsTheCdcStreamWithItsReason(Gap gap) throws Exception {
        trial.startWriting(WRITERS, PAUSE_MILLIS);
        trial.awaitWritten(20);
        gap.happenTo(trial);

        trial.beginAnew();
        trial.startWriting(WRITERS, PAUSE_MILLIS);
        trial.awaitWritten(20);
        assertThat(trial.judge()).isEmpty();
    }
}
