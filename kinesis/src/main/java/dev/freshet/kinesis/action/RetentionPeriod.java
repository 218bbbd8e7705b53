package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StreamSettings;

/** The retention periods there are, which the service's model does not tell. */
final class RetentionPeriod {
    private RetentionPeriod() {}

    static int checked(int hours) {
        if (hours < StreamSettings.RETENTION_HOURS_MIN) {
            throw refused("Minimum", StreamSettings.RETENTION_HOURS_MIN, hours, "short");
        }
        if (hours > StreamSettings.RETENTION_HOURS_MAX) {
            throw refused("Maximum", StreamSettings.RETENTION_HOURS_MAX, hours, "long");
        }
        return hours;
    }

    private static RuntimeException refused(String bound, int allowed, int hours, String fault) {
        return KinesisErrors.invalidArgument(bound + " allowed retention period is " + allowed
                + " hours. Requested retention period (" + hours + " hours) is too " + fault + ".");
    }
}
