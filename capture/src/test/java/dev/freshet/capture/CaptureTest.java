package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CaptureTest {
    @Test
    void aRowInsertedUpdatedAndDeletedGivesThreeRecords() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, note text, amount numeric(10,2))",
                    "INSERT INTO t VALUES (7, 'a \"quote\"', 1.5)",
                    "UPDATE t SET note = NULL",
                    "DELETE FROM t");

            List<JsonNode> records = database.records();
            assertThat(records).hasSize(3);
            assertThat(records.get(0).path("op").stringValue()).isEqualTo("c");
            assertThat(records.get(0).path("after").toString())
                    .isEqualTo("{\"id\":7,\"note\":\"a \\\"quote\\\"\",\"amount\":\"1.50\"}");
            assertThat(records.get(1).path("op").stringValue()).isEqualTo("u");
            assertThat(records.get(1).path("after").toString())
                    .isEqualTo("{\"id\":7,\"note\":null,\"amount\":\"1.50\"}");
            assertThat(records.get(2).path("op").stringValue()).isEqualTo("d");
            assertThat(records.get(2).path("before").toString()).isEqualTo("{\"id\":7}");
            assertThat(records.get(2).path("after").isNull()).isTrue();
        }
    }
}
