package dev.freshet.kinesis.datastream;

import java.util.Optional;

/**
 * What the owner attaches to a data stream or a stream consumer.
 *
 * @param policy the resource policy's JSON, as it was given
 */
public record Attachments(Tags tags, Optional<String> policy) {
    public static final Attachments NONE = new Attachments(Tags.NONE, Optional.empty());

    public static Attachments of(Tags tags) {
        return new Attachments(tags, Optional.empty());
    }

    public Attachments withTags(Tags newTags) {
        return new Attachments(newTags, policy);
    }

    public Attachments withPolicy(Optional<String> newPolicy) {
        return new Attachments(tags, newPolicy);
    }
}
