package dev.freshet.app.client;

/** One Kinesis record. {@code arrivalMillis} is when the data stream took it, in milliseconds since 1970. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied once more it would cost for nothing
public record DataRecord(String sequenceNumber, long arrivalMillis, byte[] data) {}
