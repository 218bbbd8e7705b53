package dev.freshet.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ServerLogTest {
    private static final Logger OWN = LoggerFactory.getLogger("dev.freshet.practice.Events");
    private static final Logger FOREIGN = LoggerFactory.getLogger("org.example.Pool");

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private Path folder;
    private Path file;
    private ServerLog log;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        file = temporary.resolve("freshet.log");
        log = ServerLog.open(file, terminal, Level.INFO);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void theTerminalShowsOurEventsWithoutStackTracesAndTheFileHasThem() throws IOException {
        OWN.info("Cluster {} is ACTIVE", "abc");
        OWN.warn("CDC stream abc is IMPAIRED", new IllegalStateException("because of this"));

        assertThat(shown())
                .containsPattern("\\d\\d:\\d\\d:\\d\\d Cluster abc is ACTIVE\n")
                .containsPattern("\\d\\d:\\d\\d:\\d\\d WARN CDC stream abc is IMPAIRED\n")
                .doesNotContain("because of this");
        assertThat(Files.readString(file)).contains("because of this", "at dev.freshet.app.log.ServerLogTest");
    }

    @Test
    void othersAreShownOnlyWhenTheyFail() throws IOException {
        FOREIGN.info("pool started");
        FOREIGN.warn("pool is slow");
        FOREIGN.error("pool is gone");

        assertThat(shown()).doesNotContain("pool started", "pool is slow").contains("ERROR pool is gone");
        assertThat(Files.readString(file)).contains("pool started", "pool is slow", "pool is gone");
    }

    @Test
    void linesOfJavaUtilLoggingGoToTheFileToo() throws IOException {
        java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("told by the driver");

        assertThat(Files.readString(file)).contains("told by the driver");
    }

    @Test
    void theFileIsBounded() throws IOException {
        String line = "x".repeat(100_000);
        for (int i = 0; i < 600; i++) {
            FOREIGN.info(line);
        }

        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                bytes += Files.size(each);
            }
        }
        assertThat(bytes).isBetween(10_000_000L, 45_000_000L);
    }

    @Test
    void theTerminalStaysOpenWhenTheLogIsClosed() {
        log.close();
        terminal.writeBytes("still here".getBytes(StandardCharsets.UTF_8));

        assertThat(shown()).endsWith("still here");
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
