package dev.freshet.kinesis.datastream;

/**
 * A data stream's state, named as on the wire. All are durable; after a restart the transitions go on.
 *
 * <pre>
 * (none)   --CreateStream--> CREATING
 * CREATING --delay--> ACTIVE
 * ACTIVE   --change of shards, mode, retention, encryption--> UPDATING
 * UPDATING --delay--> ACTIVE
 * any but DELETING --DeleteStream--> DELETING
 * DELETING --delay--> (none)
 * </pre>
 */
public enum StreamStatus {
    /** Set by CreateStream; records can neither be put nor read. */
    CREATING,
    /** Takes records and changes. */
    ACTIVE,
    /** A change is under way: takes records, refuses further changes. */
    UPDATING,
    /** Set by DeleteStream; for records it is gone already. */
    DELETING;

    public boolean takesRecords() {
        return switch (this) {
            case ACTIVE, UPDATING -> true;
            case CREATING, DELETING -> false;
        };
    }
}
