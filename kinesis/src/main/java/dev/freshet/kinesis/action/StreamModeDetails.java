package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.StreamMode;
import org.jspecify.annotations.Nullable;

/** The capacity mode, in requests and answers. */
record StreamModeDetails(
        @Required @OneOf(StreamMode.class) @Nullable String streamMode) {
    static StreamModeDetails of(StreamMode mode) {
        return new StreamModeDetails(mode.name());
    }
}
