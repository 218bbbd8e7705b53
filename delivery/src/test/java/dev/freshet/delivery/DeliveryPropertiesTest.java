package dev.freshet.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeliveryPropertiesTest {
    private static final Instant COMMITTED = Instant.parse("2026-07-08T00:00:00Z");
    private static final DeliveryConfig CONFIG =
            new DeliveryConfig(4000, 3, new Backoff(Duration.ofNanos(1000), Duration.ofNanos(50_000)));

    /** Whatever passing faults the target has: every record arrives, every receipt is signed once, and not too early. */
    @Property(tries = 200)
    void noRecordIsLostAndNoReceiptIsSignedEarly(@ForAll long seed) throws InterruptedException {
        Random random = new Random(seed);
        FakeTarget target = new FakeTarget();
        Map<Integer, Integer> signatures = new ConcurrentHashMap<>();
        Map<Integer, List<String>> early = new ConcurrentHashMap<>();
        try (Delivery delivery = new Delivery("property", target, CONFIG, () -> COMMITTED, new Random(seed))) {
            for (int transaction = 0; transaction < 40; transaction++) {
                disturb(target, random);
                List<String> records = records(transaction, random.nextInt(12));
                int number = transaction;
                Shipment shipment = delivery.begin(COMMITTED, () -> {
                    signatures.merge(number, 1, Integer::sum);
                    if (!target.texts().containsAll(records)) {
                        early.put(number, records);
                    }
                });
                for (String record : records) {
                    shipment.add(record.getBytes(UTF_8));
                }
                shipment.complete();
            }
            target.recover();
            assertThat(delivery.drain(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(early).isEmpty();
        assertThat(signatures)
                .hasSize(40)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        assertThat(target.texts()).doesNotHaveDuplicates();
    }

    private static void disturb(FakeTarget target, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> target.failNextCall(FailureKind.UNAVAILABLE);
            case 1 -> target.failNextCall(FailureKind.ACCESS_DENIED);
            case 2 -> target.failNextCall(FailureKind.THROTTLED);
            case 3 -> target.failNextCall(FailureKind.RECORD_TOO_LARGE);
            case 4 -> target.throttleInNextCall(i -> i % 3 == 1);
            default -> {}
        }
    }

    private static List<String> records(int transaction, int count) {
        return IntStream.range(0, count).mapToObj(i -> transaction + "/" + i).toList();
    }
}
