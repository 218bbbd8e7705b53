package dev.freshet.capture;

/** One committed transaction: its net row changes, and where capture resumes once all of them are delivered. */
public interface CapturedTransaction {
    /** Where to resume once every record of this transaction is acknowledged by the target or durably parked. */
    Checkpoint checkpoint();

    /** When it was committed, in nanoseconds of Unix time, as its records say in {@code source.ts_ns}. */
    long commitTimeNanos();

    /** Gives each record in turn, fragments before the record they belong to. */
    void forEachRecord(RecordConsumer consumer) throws InterruptedException;

    /** Takes one change record's JSON as UTF-8; the array is the consumer's to keep. */
    @FunctionalInterface
    interface RecordConsumer {
        void accept(byte[] json) throws InterruptedException;
    }
}
