package dev.freshet.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest record that the data stream takes, as last told. A limit that was lowered shows by refused calls, one that
 * was raised by asking again before a record that was too large is tried; so it is asked for only then.
 *
 * <p>When it cannot be asked (the role may put records but not describe the data stream), the call itself will tell.
 */
final class RecordLimit {
    /** The most that Kinesis allows any data stream to be set to. */
    private static final int LARGEST_BYTES = 10 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RecordLimit.class);

    private final Target target;
    private volatile int bytes;

    RecordLimit(Target target) {
        this.target = target;
    }

    int bytes() {
        int known = bytes;
        return known > 0 ? known : ask();
    }

    int ask() {
        try {
            bytes = target.maximumRecordBytes();
            return bytes;
        } catch (TargetException e) {
            LOG.debug("The data stream does not tell its record limit: {}", e.getMessage());
            if (bytes == 0) {
                bytes = LARGEST_BYTES;
            }
            return bytes;
        }
    }
}
