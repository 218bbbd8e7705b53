package dev.freshet.delivery;

import dev.freshet.delivery.Reaction.Extent;
import dev.freshet.delivery.Reaction.GiveUp;
import dev.freshet.delivery.Reaction.TryAgain;
import java.time.Duration;

/** From what failed to what to do: a pure function. The codes follow the Aurora DSQL page "Troubleshooting CDC streams". */
public final class RetryPolicy {
    /** A burst of throttling is usual while an on-demand data stream scales; more than this is lag that has grown. */
    static final Duration THROTTLING_TOLERANCE = Duration.ofSeconds(30);

    /** A target that restarts is back sooner. */
    static final Duration OUTAGE_TOLERANCE = Duration.ofSeconds(15);

    private RetryPolicy() {}

    public static Reaction of(FailureKind kind) {
        return switch (kind) {
            case THROTTLED ->
                new TryAgain(
                        Extent.RECORD,
                        StreamFailureErrorCode.KINESIS_THROUGHPUT_EXCEEDED,
                        THROTTLING_TOLERANCE,
                        "Add shards to the data stream, switch it to on-demand mode, or raise the quota of its key.");
            case STREAM_NOT_FOUND ->
                new GiveUp(
                        StreamFailureErrorCode.KINESIS_STREAM_NOT_FOUND,
                        "The data stream is gone: delete this CDC stream and create one with a data stream that exists.");
            case ROLE_REFUSED ->
                impairsAtOnce(
                        StreamFailureErrorCode.ROLE_ACCESS_DENIED,
                        "Let dsql.amazonaws.com assume the role: see its trust policy,"
                                + " with the conditions on aws:SourceAccount and aws:SourceArn.");
            case ACCESS_DENIED ->
                impairsAtOnce(
                        StreamFailureErrorCode.KINESIS_ACCESS_DENIED,
                        "Allow the role kinesis:PutRecord and kinesis:PutRecords on the data stream.");
            case KEY_REFUSED ->
                impairsAtOnce(
                        StreamFailureErrorCode.KINESIS_KMS_ACCESS_DENIED,
                        "Allow the role kms:GenerateDataKey on the data stream's key, and see that the key is enabled.");
            case RECORD_TOO_LARGE ->
                new TryAgain(
                        Extent.RECORD,
                        StreamFailureErrorCode.KINESIS_OVERSIZE_RECORD,
                        Duration.ZERO,
                        "Raise the data stream's MaxRecordSizeInKiB to 10240 (kinesis update-max-record-size).");
            case UNAVAILABLE ->
                new TryAgain(
                        Extent.TARGET,
                        StreamFailureErrorCode.INTERNAL_ERROR,
                        OUTAGE_TOLERANCE,
                        "The data stream's service does not answer or fails inside: see that it runs and is reachable.");
        };
    }

    private static TryAgain impairsAtOnce(StreamFailureErrorCode code, String remedy) {
        return new TryAgain(Extent.TARGET, code, Duration.ZERO, remedy);
    }
}
