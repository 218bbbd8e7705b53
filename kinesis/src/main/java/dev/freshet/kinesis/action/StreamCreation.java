package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.KinesisErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A caller who gives the time of creation means no other data stream of the name. */
final class StreamCreation {
    private StreamCreation() {}

    /** Clients print times in seconds or in milliseconds, so only seconds are compared. */
    static void require(@Nullable Instant given, DataStream dataStream, Home home) {
        if (given != null && given.getEpochSecond() != dataStream.created().getEpochSecond()) {
            throw KinesisErrors.dataStreamNotFound(dataStream.name(), home);
        }
    }
}
