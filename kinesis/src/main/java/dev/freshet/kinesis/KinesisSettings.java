package dev.freshet.kinesis;

import dev.freshet.kinesis.datastream.AccountLimits;
import dev.freshet.kinesis.datastream.StreamDelays;
import java.time.Duration;

/**
 * How the service behaves.
 *
 * @param delays of the states that AWS's data streams take seconds to pass
 * @param accountLimits what the account may have
 * @param rateLimits whether writing, reading and calling are limited as AWS limits them, and on-demand data streams are
 *     split under load
 * @param scaleEvery how often the load of on-demand data streams is looked at
 * @param trimEvery how often expired records are removed
 * @param reclaimEvery how often their disk space is given back where traffic does not do that by itself
 */
public record KinesisSettings(
        StreamDelays delays,
        AccountLimits accountLimits,
        boolean rateLimits,
        Duration scaleEvery,
        Duration trimEvery,
        Duration reclaimEvery) {
    public KinesisSettings {
        if (!scaleEvery.isPositive() || !trimEvery.isPositive() || !reclaimEvery.isPositive()) {
            throw new IllegalArgumentException("On-demand data streams cannot be looked at every " + scaleEvery
                    + ", expired records be removed every " + trimEvery + " or their disk space be given back every "
                    + reclaimEvery);
        }
    }

    public static KinesisSettings defaults() {
        return new KinesisSettings(
                StreamDelays.NONE,
                AccountLimits.AWS,
                true,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofHours(1));
    }

    public KinesisSettings withDelays(StreamDelays newDelays) {
        return new KinesisSettings(newDelays, accountLimits, rateLimits, scaleEvery, trimEvery, reclaimEvery);
    }

    public KinesisSettings withAccountLimits(AccountLimits newLimits) {
        return new KinesisSettings(delays, newLimits, rateLimits, scaleEvery, trimEvery, reclaimEvery);
    }

    public KinesisSettings withoutRateLimits() {
        return new KinesisSettings(delays, accountLimits, false, scaleEvery, trimEvery, reclaimEvery);
    }

    /** For bulk work: neither rates nor numbers are limited. */
    public KinesisSettings withoutLimits() {
        return withAccountLimits(AccountLimits.OFF).withoutRateLimits();
    }
}
