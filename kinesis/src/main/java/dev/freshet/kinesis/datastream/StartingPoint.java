package dev.freshet.kinesis.datastream;

import java.time.Instant;

/** Where in a shard to begin reading. */
public sealed interface StartingPoint {
    /** At the oldest record that is still kept. */
    record TrimHorizon() implements StartingPoint {}

    /** Behind the newest record. */
    record Latest() implements StartingPoint {}

    /** At the first record that arrived at the time or later. */
    record AtTimestamp(Instant time) implements StartingPoint {}

    /** At the record with this number; as the caller wrote it. */
    record AtSequenceNumber(String number) implements StartingPoint {}

    /** Behind the record with this number; as the caller wrote it. */
    record AfterSequenceNumber(String number) implements StartingPoint {}
}
