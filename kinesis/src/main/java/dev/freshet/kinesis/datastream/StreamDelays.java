package dev.freshet.kinesis.datastream;

import java.time.Duration;

/** How long data streams stay in the states that AWS's take seconds to pass; zero skips them within the call. */
public record StreamDelays(Duration creating, Duration updating, Duration deleting) {
    public static final StreamDelays NONE = new StreamDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public StreamDelays {
        if (creating.isNegative() || updating.isNegative() || deleting.isNegative()) {
            throw new IllegalArgumentException("A data stream's delays are not negative, but these are " + creating
                    + ", " + updating + " and " + deleting);
        }
    }
}
