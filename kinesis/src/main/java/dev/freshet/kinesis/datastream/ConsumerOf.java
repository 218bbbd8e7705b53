package dev.freshet.kinesis.datastream;

/** A stream consumer with the data stream it reads. */
public record ConsumerOf(DataStream dataStream, StreamConsumer consumer) {}
