package dev.freshet.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    @Test
    void everyOperationHasItsLine(@TempDir Path folder) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "data-streams.md"));

        try (TestKinesis test = TestKinesis.start(folder)) {
            for (Action<?, ?> action : test.kinesis().service().actions()) {
                assertThat(lines)
                        .filteredOn(line -> line.startsWith("| " + action.name() + " |"))
                        .as(action.name())
                        .hasSize(1);
            }
        }
    }
}
