package dev.freshet.kinesis.log;

/** Told at named moments of an append, so that a test can end the process just there. */
@FunctionalInterface
interface Failpoints {
    Failpoints NONE = _ -> {};

    void reached(Moment moment);

    /** The moments between which a crash makes a difference. */
    enum Moment {
        /** Appends are gathered; nothing of them is written. */
        GATHERED,
        /** They have indexes and times and are about to be written. */
        PLANNED,
        /** They are on the disk; no reader sees them, no caller knows. */
        WRITTEN,
        /** Readers see them; no caller knows. */
        PUBLISHED,
        /** The callers were answered. */
        ANSWERED,
        /** A trim is about to be written. */
        BEFORE_TRIM,
        /** It is on the disk; readers do not know. */
        AFTER_TRIM
    }
}
