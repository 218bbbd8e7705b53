package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.StreamConsumer;
import java.util.Optional;

/** The parts of {@code <stream ARN>/consumer/<name>:<second of creation>}. */
record ConsumerArn(String streamArn, ConsumerName name, String createdSecond) {
    private static final java.util.regex.Pattern PARTS =
            java.util.regex.Pattern.compile("(.*)/consumer/([a-zA-Z0-9_.-]{1,128}):(\\d+)");

    /** Empty when this is not the ARN of a consumer; whether its data stream's part is one, is left open. */
    static Optional<ConsumerArn> parse(String text) {
        java.util.regex.Matcher parts = PARTS.matcher(text);
        return parts.matches()
                ? Optional.of(new ConsumerArn(parts.group(1), new ConsumerName(parts.group(2)), parts.group(3)))
                : Optional.empty();
    }

    boolean isOf(StreamConsumer consumer) {
        return consumer.name().equals(name)
                && Long.toString(consumer.created().getEpochSecond()).equals(createdSecond);
    }
}
