package dev.freshet.kinesis.action;

import dev.freshet.gateway.ApiException;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StartingPoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where in a shard to begin, as requests say it: a type, and what that type needs. */
final class StartingPosition {
    /** AWS's names. */
    enum Type {
        AT_SEQUENCE_NUMBER,
        AFTER_SEQUENCE_NUMBER,
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    private StartingPosition() {}

    static StartingPoint point(String typeName, @Nullable String number, @Nullable Instant timestamp) {
        Type type = Type.valueOf(typeName);
        return switch (type) {
            case AT_SEQUENCE_NUMBER -> new StartingPoint.AtSequenceNumber(required(type, number));
            case AFTER_SEQUENCE_NUMBER -> new StartingPoint.AfterSequenceNumber(required(type, number));
            case TRIM_HORIZON -> {
                forbid(type, number);
                yield new StartingPoint.TrimHorizon();
            }
            case LATEST -> {
                forbid(type, number);
                yield new StartingPoint.Latest();
            }
            case AT_TIMESTAMP -> {
                if (timestamp == null) {
                    throw KinesisErrors.invalidArgument("Must specify timestampInMillis parameter for iterator of type "
                            + "AT_TIMESTAMP. Current request has no timestamp parameter.");
                }
                yield new StartingPoint.AtTimestamp(timestamp);
            }
        };
    }

    private static String required(Type type, @Nullable String number) {
        if (number == null) {
            throw mismatch(type, "no StartingSequenceNumber");
        }
        return number;
    }

    private static void forbid(Type type, @Nullable String number) {
        if (number != null) {
            throw mismatch(type, "also a StartingSequenceNumber");
        }
    }

    private static ApiException mismatch(Type type, String given) {
        return KinesisErrors.invalidArgument("Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
                + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. "
                + "Request specified " + type + " and " + given + ".");
    }
}
