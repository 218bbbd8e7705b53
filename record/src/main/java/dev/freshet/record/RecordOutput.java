package dev.freshet.record;

/** Takes one record's JSON as UTF-8; the array is the receiver's to keep. */
@FunctionalInterface
public interface RecordOutput<X extends Exception> {
    void accept(byte[] json) throws X;
}
