package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The account's minimum throughput billing commitment (On-demand Advantage). Nothing is billed here; it opens warm
 * throughput and more consumers, as it does in AWS
 * (<a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html">UpdateAccountSettings</a>).
 *
 * @param endsAt once the end is asked for; never before {@link #earliestEnd}
 */
public record BillingCommitment(Instant startedAt, Optional<Instant> endsAt) {
    private static final Duration SHORTEST = Duration.ofHours(24);

    /** Named as on the wire. */
    public enum Status {
        /** It holds until its end is asked for. */
        ENABLED,
        /** There is none, or it is over. */
        DISABLED,
        /** Its end is asked for and still to come. */
        ENABLED_UNTIL_EARLIEST_ALLOWED_END
    }

    public Instant earliestEnd() {
        return startedAt.plus(SHORTEST);
    }

    public Status status(Instant now) {
        if (endsAt.isEmpty()) {
            return Status.ENABLED;
        }
        return now.isBefore(endsAt.get()) ? Status.ENABLED_UNTIL_EARLIEST_ALLOWED_END : Status.DISABLED;
    }

    BillingCommitment ended(Instant now) {
        return new BillingCommitment(startedAt, Optional.of(now.isBefore(earliestEnd()) ? earliestEnd() : now));
    }

    BillingCommitment goingOn() {
        return new BillingCommitment(startedAt, Optional.empty());
    }
}
