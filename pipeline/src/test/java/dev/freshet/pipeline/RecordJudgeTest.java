package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.delivery.Target.OutgoingRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordJudgeTest {
    private final TrialWriters writers =
            new TrialWriters(new TrialWriters.Login(() -> "jdbc:postgresql://nowhere/", "nobody", ""), "_1");
    private final RecordJudge judge = new RecordJudge(writers);

    @Test
    void theGreatestTimeWinsInWhateverOrder() {
        item("c", 20, 1, "second");
        item("c", 10, 1, "first");
        item("d", 30, 2, "");
        item("c", 25, 2, "gone");

        assertThat(judge.differences(Map.of(1, RecordJudge.Item.of("second", null)), Set.of()))
                .isEmpty();
    }

    @Test
    void aRowThatIsMissingOrTooManyOrAnotherIsADifference() {
        item("c", 10, 1, "a");
        item("c", 10, 2, "b");

        assertThat(judge.differences(
                        Map.of(1, RecordJudge.Item.of("x", null), 3, RecordJudge.Item.of("c", null)), Set.of()))
                .hasSize(3);
    }

    @Test
    void aTransactionThatIsLostOrInventedIsADifference() {
        put("c", 10, "journal_1", "null", "{\"name\":\"0.0.1\"}");

        assertThat(judge.differences(Map.of(), Set.of("0.0.2")))
                .containsExactlyInAnyOrder("Lost: 0.0.2", "Invented: 0.0.1");
    }

    @Test
    void aDuplicateThatDiffersIsAFault() {
        item("c", 10, 1, "a");
        item("c", 10, 1, "a");
        assertThat(judge.faults()).isEmpty();
        item("c", 10, 1, "b");
        assertThat(judge.faults()).hasSize(1);
    }

    @Test
    void aRecordOfAnotherTableIsAFault() {
        put("c", 10, "strangers", "null", "{\"id\":1}");
        assertThat(judge.faults()).hasSize(1);
    }

    private void item(String op, long time, int id, String name) {
        String row = "{\"id\":" + id + (op.equals("d") ? "}" : ",\"name\":\"" + name + "\",\"bulk\":null}");
        put(op, time, "items_1", op.equals("d") ? row : "null", op.equals("d") ? "null" : row);
    }

    private void put(String op, long time, String table, String before, String after) {
        String record = "{\"op\":\"" + op + "\",\"before\":" + before + ",\"after\":" + after
                + ",\"source\":{\"table\":\"" + table + "\",\"ts_ns\":" + time + "}}";
        judge.put(List.of(new OutgoingRecord("key", record.getBytes(StandardCharsets.UTF_8))));
    }
}
