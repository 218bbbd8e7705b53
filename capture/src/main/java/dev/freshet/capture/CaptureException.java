package dev.freshet.capture;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Capture cannot go on. What failed is the {@link Kind}; what to do is the caller's policy. */
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient @Nullable PoisonedTransaction poisoned;

    public CaptureException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.poisoned = null;
    }

    /** Of the kind {@link Kind#POISONED_LOG}, where the transaction is known. */
    public CaptureException(PoisonedTransaction poisoned, String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.POISONED_LOG;
        this.poisoned = poisoned;
    }

    public CaptureException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.poisoned = null;
    }

    public Kind kind() {
        return kind;
    }

    /** What is to be skipped before the log can be read on. */
    public Optional<PoisonedTransaction> poisoned() {
        return Optional.ofNullable(poisoned);
    }

    /** What failed. */
    public enum Kind {
        /** The server is away, restarting, or cut the connection: trying again is right. */
        CONNECTION_LOST,
        /** The slot vanished, was invalidated, or was moved by somebody else: changes are lost. */
        SLOT_LOST,
        /** The server is another one, or on a timeline that left ours before the checkpoint: changes are lost. */
        LOG_DIVERGED,
        /** PostgreSQL refuses for a reason an operator has to remove (rights, {@code wal_level}). */
        REFUSED,
        /** A message that this program does not understand: a defect here. */
        UNREADABLE_LOG,
        /** One row of the log that PostgreSQL itself cannot decode. */
        POISONED_LOG,
        /** The folder for large transactions cannot be written: trying again is right once there is room. */
        SPILL_FAILED
    }
}
