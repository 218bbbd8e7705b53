package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.StreamConsumer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stream consumer as the operations answer it; {@code streamARN} only by DescribeStreamConsumer. */
record ConsumerDescription(
        String consumerName,
        String consumerARN,
        String consumerStatus,
        Instant consumerCreationTimestamp,
        @Nullable String streamARN) {
    static ConsumerDescription of(ConsumerOf found, Home home) {
        return describe(found, home, null);
    }

    static ConsumerDescription withStream(ConsumerOf found, Home home) {
        return describe(found, home, home.arn(found.dataStream().name()));
    }

    private static ConsumerDescription describe(ConsumerOf found, Home home, @Nullable String streamArn) {
        StreamConsumer consumer = found.consumer();
        return new ConsumerDescription(
                consumer.name().value(),
                home.arn(found.dataStream().name(), consumer),
                consumer.status().name(),
                consumer.created(),
                streamArn);
    }
}
