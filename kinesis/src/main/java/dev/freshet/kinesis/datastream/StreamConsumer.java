package dev.freshet.kinesis.datastream;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * An enhanced fan-out consumer of a data stream.
 *
 * @param created tells it from an earlier consumer of the name; its second is the last part of the ARN
 */
public record StreamConsumer(ConsumerName name, Instant created, ConsumerStatus status, Attachments attachments) {
    StreamConsumer withStatus(ConsumerStatus newStatus) {
        return new StreamConsumer(name, created, newStatus, attachments);
    }

    StreamConsumer withAttachments(UnaryOperator<Attachments> change) {
        return new StreamConsumer(name, created, status, change.apply(attachments));
    }

    boolean isSameAs(StreamConsumer other) {
        return name.equals(other.name) && created.equals(other.created);
    }
}
