package dev.freshet.kinesis.action;

import org.jspecify.annotations.Nullable;

/** A request about one data stream, by its name, its ARN, or both. */
interface NamesDataStream {
    @Nullable
    String streamName();

    @Nullable
    String streamARN();
}
