package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.BillingCommitment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What both operations on the account's settings answer. */
record AccountSettingsAnswer(CommitmentOutput minimumThroughputBillingCommitment) {
    /** The commitment; its times only while they mean something. */
    record CommitmentOutput(
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant earliestAllowedEndAt) {}

    static AccountSettingsAnswer of(AccountSettings settings) {
        return new AccountSettingsAnswer(settings.commitment()
                .map(commitment -> output(settings.status(), commitment))
                .orElse(new CommitmentOutput(BillingCommitment.Status.DISABLED.name(), null, null, null)));
    }

    private static CommitmentOutput output(BillingCommitment.Status status, BillingCommitment commitment) {
        return switch (status) {
            case ENABLED -> new CommitmentOutput(status.name(), commitment.startedAt(), null, commitment.earliestEnd());
            case ENABLED_UNTIL_EARLIEST_ALLOWED_END ->
                new CommitmentOutput(
                        status.name(),
                        commitment.startedAt(),
                        commitment.endsAt().orElse(null),
                        commitment.earliestEnd());
            case DISABLED ->
                new CommitmentOutput(
                        status.name(),
                        commitment.startedAt(),
                        commitment.endsAt().orElse(null),
                        null);
        };
    }
}
