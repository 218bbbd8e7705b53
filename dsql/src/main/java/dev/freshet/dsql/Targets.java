package dev.freshet.dsql;

import dev.freshet.gateway.Arn;

/** Looks at a target before a CDC stream is made for it: can its role be assumed, does its data stream exist? */
public interface Targets {
    /**
     * Assumes the role as {@code dsql.amazonaws.com} for this CDC stream and looks for the data stream. Whether the role
     * may put records is not asked: that shows, and can be mended, while the CDC stream lives.
     *
     * @param cdcStream the ARN that the role is assumed for: {@code aws:SourceArn}; its account is {@code
     *     aws:SourceAccount}
     */
    Finding check(KinesisTarget target, Arn cdcStream);

    /** What was found. */
    sealed interface Finding {
        record Usable() implements Finding {}

        record NoSuchRole() implements Finding {}

        /** @param reason which part of the trust policy does not hold, as a sentence */
        record TrustRefused(String reason) implements Finding {}

        record NoSuchDataStream() implements Finding {}
    }
}
