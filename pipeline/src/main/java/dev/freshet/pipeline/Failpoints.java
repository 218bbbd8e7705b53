package dev.freshet.pipeline;

/** Told at named moments, so that a test can end everything just there. */
@FunctionalInterface
public interface Failpoints {
    Failpoints NONE = moment -> {};

    void reached(Moment moment);

    /** The moments between which a crash makes a difference. */
    enum Moment {
        /** A transaction is decoded; nothing of it is handed over. */
        AFTER_DECODE,
        /** All its records are with delivery. */
        AFTER_HAND_OVER,
        /** The target has acknowledged all its records. */
        AFTER_ACKNOWLEDGEMENT,
        /** A checkpoint is about to be saved. */
        BEFORE_CHECKPOINT,
        /** It is saved; PostgreSQL does not know yet. */
        AFTER_CHECKPOINT,
        /** PostgreSQL was told. */
        AFTER_CONFIRMATION
    }
}
