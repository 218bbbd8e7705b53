package dev.freshet.app.client;

/** Where reading a shard begins. */
public sealed interface IteratorStart {
    /** Kinesis's name of it. */
    String type();

    record TrimHorizon() implements IteratorStart {
        @Override
        public String type() {
            return "TRIM_HORIZON";
        }
    }

    record Latest() implements IteratorStart {
        @Override
        public String type() {
            return "LATEST";
        }
    }

    record AfterSequenceNumber(String sequenceNumber) implements IteratorStart {
        @Override
        public String type() {
            return "AFTER_SEQUENCE_NUMBER";
        }
    }

    /** @param millis since 1970 */
    record AtTimestamp(long millis) implements IteratorStart {
        @Override
        public String type() {
            return "AT_TIMESTAMP";
        }
    }
}
