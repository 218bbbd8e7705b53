package dev.freshet.kinesis;

import dev.freshet.kinesis.datastream.AccountLimits;
import dev.freshet.kinesis.datastream.StreamDelays;
import java.time.Duration;

/**
 * How the service behaves.
 *
 * @param delays of the states that AWS's data streams take seconds to pass
 * @param accountLimits what the account may have
 * @param trimEvery how often expired records are removed
 */
public record KinesisSettings(StreamDelays delays, AccountLimits accountLimits, Duration trimEvery) {
    public KinesisSettings {
        if (!trimEvery.isPositive()) {
            throw new IllegalArgumentException("Expired records cannot be removed every " + trimEvery);
        }
    }

    public static KinesisSettings defaults() {
        return new KinesisSettings(StreamDelays.NONE, AccountLimits.AWS, Duration.ofMinutes(1));
    }

    public KinesisSettings withDelays(StreamDelays newDelays) {
        return new KinesisSettings(newDelays, accountLimits, trimEvery);
    }

    public KinesisSettings withAccountLimits(AccountLimits newLimits) {
        return new KinesisSettings(delays, newLimits, trimEvery);
    }
}
