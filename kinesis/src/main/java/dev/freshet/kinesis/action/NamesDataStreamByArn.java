package dev.freshet.kinesis.action;

import org.jspecify.annotations.Nullable;

/** A request about one data stream that takes its ARN only. */
interface NamesDataStreamByArn extends NamesDataStream {
    @Override
    default @Nullable String streamName() {
        return null;
    }
}
