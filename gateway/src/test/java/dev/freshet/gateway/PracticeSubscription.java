package dev.freshet.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** SubscribeToShard by name and wire only: two events, the second when the test lets it go, then an error or a fault if asked. */
public final class PracticeSubscription {
    static final Instant ARRIVED = Instant.parse("2026-01-31T12:00:00.123Z");

    static final String FAULT = "A fault of our own";

    public final CountDownLatch secondEvent = new CountDownLatch(1);
    public final CountDownLatch ended = new CountDownLatch(1);

    public Service service() {
        return new Service(
                "kinesis",
                new WireProtocol.AwsJson("Kinesis_20131202"),
                violations -> new ApiException("ValidationException", 400, ViolationText.message(violations)),
                List.of(new SubscribeToShard()));
    }

    record StartingPosition(@Nullable String type) {}

    record Request(
            @Nullable String consumerARN,
            @Nullable String shardId,
            @Nullable StartingPosition startingPosition) {}

    record DataRecord(String sequenceNumber, Instant approximateArrivalTimestamp, byte[] data, String partitionKey) {}

    record Event(List<DataRecord> records, String continuationSequenceNumber, long millisBehindLatest) {}

    final class SubscribeToShard implements Action<Request, EventStream> {
        @Override
        public String name() {
            return "SubscribeToShard";
        }

        @Override
        public Class<Request> requestType() {
            return Request.class;
        }

        @Override
        public Optional<Permission> permission(Request request, Call call) {
            return Optional.empty();
        }

        @Override
        public EventStream handle(Request request, Call call) {
            if ("absent".equals(request.shardId())) {
                throw new ApiException("ResourceNotFoundException", 400, "There is no such shard", Map.of());
            }
            return events -> {
                try {
                    DataRecord record = new DataRecord("1", ARRIVED, new byte[] {1, 2, (byte) 0xFF}, "schlüssel");
                    events.send("SubscribeToShardEvent", new Event(List.of(record), "1", 5));
                    secondEvent.await();
                    for (int i = 0; i < eventsOf(request); i++) {
                        events.send("SubscribeToShardEvent", new Event(List.of(), "2", 0));
                    }
                    if ("taken".equals(request.shardId())) {
                        throw new ApiException("ResourceInUseException", 400, "Another subscription took over");
                    }
                    if ("broken".equals(request.shardId())) {
                        throw new IllegalStateException(FAULT);
                    }
                } finally {
                    ended.countDown();
                }
            };
        }
    }

    /** More than any buffer between us and a client that is gone can take. */
    private static int eventsOf(Request request) {
        return "endless".equals(request.shardId()) ? Integer.MAX_VALUE : 1;
    }
}
