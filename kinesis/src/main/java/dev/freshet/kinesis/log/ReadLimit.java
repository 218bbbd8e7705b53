package dev.freshet.kinesis.log;

/**
 * How much one read may return. The first record is returned whatever its size, so that a reader always moves on.
 *
 * @param bytes of data and partition keys together
 */
public record ReadLimit(int records, long bytes) {
    public ReadLimit {
        if (records < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "A read returns something, but its limit is " + records + " records and " + bytes + " bytes");
        }
    }
}
