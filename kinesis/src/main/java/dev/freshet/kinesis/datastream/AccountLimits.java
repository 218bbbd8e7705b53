package dev.freshet.kinesis.datastream;

/**
 * What an account may have, as AWS limits it.
 *
 * @param creatingDataStreams at the same time
 * @param consumers of enhanced fan-out, of one data stream
 * @param consumersWhenCommitted the same while the account has a {@link BillingCommitment}
 * @param creatingConsumers of one data stream at the same time
 * @param scalingsPerDay of one data stream, by UpdateShardCount
 * @param modeSwitchesPerDay of one data stream
 */
public record AccountLimits(
        int shards,
        int onDemandDataStreams,
        int creatingDataStreams,
        int consumers,
        int consumersWhenCommitted,
        int creatingConsumers,
        int scalingsPerDay,
        int modeSwitchesPerDay) {
    public static final AccountLimits AWS = new AccountLimits(20_000, 50, 5, 20, 50, 5, 10, 2);

    /** For bulk work; as many as DescribeLimits can say. */
    public static final AccountLimits OFF =
            new AccountLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
}
