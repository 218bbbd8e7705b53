package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.DataStream;

/** What tags and policies can be attached to, found by its ARN. */
sealed interface Resource {
    Attachments attachments();

    /** A data stream. */
    record OfDataStream(DataStream dataStream) implements Resource {
        @Override
        public Attachments attachments() {
            return dataStream.attachments();
        }
    }

    /** A stream consumer. */
    record OfConsumer(ConsumerOf found) implements Resource {
        @Override
        public Attachments attachments() {
            return found.consumer().attachments();
        }
    }
}
