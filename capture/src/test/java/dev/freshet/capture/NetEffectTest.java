package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CollectingSink.Received;
import dev.freshet.capture.NetEffect.Expected;
import dev.freshet.capture.RandomTransactions.Committed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random transactions come to exactly the records that a model computes from the tables before and after. Each run has
 * a seed of its own, named when it fails; {@code -Dfreshet.seed=N} runs it again, {@code -Dfreshet.long=true} runs many.
 */
class NetEffectTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRANSACTIONS = 300;
    private static final int RUNS = Boolean.getBoolean("freshet.long") ? 12 : 1;
    private static final long LARGE = 64 << 20;

    /** So that every transaction of more than a few rows goes to disk. */
    private static final long TINY = 1 << 10;

    @Test
    void everyTransactionComesToItsNetEffect() throws Exception {
        runSome(LARGE);
    }

    @Test
    void everyTransactionOnDiskComesToItsNetEffect() throws Exception {
        runSome(TINY);
    }

    private static void runSome(long memoryBytes) throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = Long.getLong("freshet.seed", System.nanoTime());
            try {
                run(memoryBytes, seed);
            } catch (AssertionError e) {
                throw new AssertionError("With -Dfreshet.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void run(long memoryBytes, long seed) throws Exception {
        Random random = new Random(seed);
        try (CapturedDatabase database = CapturedDatabase.start(memoryBytes);
                RandomTransactions transactions = new RandomTransactions(database.connectAsAdmin(), random)) {
            List<Committed> committed = transactions.run(TRANSACTIONS);
            List<Received> received = database.transactions();

            assertThat(received.stream().map(NetEffectTest::number).toList())
                    .containsExactlyElementsOf(
                            committed.stream().map(Committed::number).toList());
            for (int i = 0; i < received.size(); i++) {
                compare(committed.get(i), received.get(i));
            }
            assertThat(database.capture().statistics().schemaGaps()).isZero();
            Received from = received.get(random.nextInt(received.size()));
            database.stop();
            database.restart(from.checkpoint());
            assertThat(Received.withoutProcessingTime(database.transactions()))
                    .isEqualTo(Received.withoutProcessingTime(
                            received.subList(received.indexOf(from) + 1, received.size())));
        }
    }

    private static int number(Received transaction) {
        return transaction.records().stream()
                .map(JSON::readTree)
                .filter(NetEffectTest::isMarker)
                .map(record -> record.path("after").path("number").intValue())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isMarker(JsonNode record) {
        return record.path("source").path("table").stringValue().equals("marker");
    }

    private static void compare(Committed committed, Received received) {
        Expected expected = committed.expected();
        List<String> actual = new ArrayList<>();
        for (String json : received.records()) {
            JsonNode record = JSON.readTree(json);
            if (!isMarker(record)) {
                actual.add(CapturedDatabase.change(record));
            }
        }
        Map<String, Integer> missing = count(expected.required());
        actual.forEach(change -> missing.merge(change, -1, Integer::sum));
        missing.entrySet()
                .removeIf(entry -> entry.getValue() == 0
                        || entry.getValue() == -1 && expected.allowed().contains(entry.getKey()));
        assertThat(missing)
                .as(
                        "missing (1) and surplus (-1) records of transaction %d:%n%s",
                        committed.number(), String.join("\n", committed.statements()))
                .isEmpty();
    }

    private static Map<String, Integer> count(List<String> changes) {
        Map<String, Integer> counts = new HashMap<>();
        changes.forEach(change -> counts.merge(change, 1, Integer::sum));
        return counts;
    }
}
