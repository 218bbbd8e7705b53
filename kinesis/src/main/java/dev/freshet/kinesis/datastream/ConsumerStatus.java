package dev.freshet.kinesis.datastream;

/**
 * A stream consumer's state, named as on the wire. All are durable; after a restart the transitions go on.
 *
 * <pre>
 * (none)   --RegisterStreamConsumer--> CREATING
 * CREATING --delay--> ACTIVE
 * CREATING, ACTIVE --DeregisterStreamConsumer--> DELETING
 * DELETING --delay--> (none)
 * </pre>
 */
public enum ConsumerStatus {
    /** Set by RegisterStreamConsumer; it cannot subscribe yet. */
    CREATING,
    /** It may subscribe. */
    ACTIVE,
    /** Set by DeregisterStreamConsumer; it cannot subscribe any more. */
    DELETING
}
