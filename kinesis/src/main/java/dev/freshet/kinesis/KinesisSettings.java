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
 * @param reclaimEvery how often their disk space is given back where traffic does not do that by itself
 */
public record KinesisSettings(
        StreamDelays delays, AccountLimits accountLimits, Duration trimEvery, Duration reclaimEvery) {
    public KinesisSettings {
        if (!trimEvery.isPositive() || !reclaimEvery.isPositive()) {
            throw new IllegalArgumentException("Expired records cannot be removed every " + trimEvery
                    + ", nor their disk space be given back every " + reclaimEvery);
        }
    }

    public static KinesisSettings defaults() {
        return new KinesisSettings(StreamDelays.NONE, AccountLimits.AWS, Duration.ofMinutes(1), Duration.ofHours(1));
    }

    public KinesisSettings withDelays(StreamDelays newDelays) {
        return new KinesisSettings(newDelays, accountLimits, trimEvery, reclaimEvery);
    }

    public KinesisSettings withAccountLimits(AccountLimits newLimits) {
        return new KinesisSettings(delays, newLimits, trimEvery, reclaimEvery);
    }
}
