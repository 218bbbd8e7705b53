package dev.freshet.kinesis.datastream;

import java.time.Instant;

/** A record of a data stream. */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
public record DataRecord(SequenceNumber sequenceNumber, Instant arrival, String partitionKey, byte[] data) {}
