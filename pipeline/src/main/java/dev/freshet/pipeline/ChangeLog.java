package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.TransactionSink;
import java.util.OptionalLong;

/** A cluster's log as one CDC stream reads it, through a slot of its own. All failures are {@link CaptureException}s. */
public interface ChangeLog {
    /**
     * Makes the slot and the fence; answers where delivery begins. A slot that an earlier attempt left is made anew.
     * Waits for the transactions that are open; an interrupt ends the wait.
     */
    Checkpoint prepare() throws InterruptedException;

    /** A reader that goes on after the checkpoint; it has not begun to read. */
    Reader open(Checkpoint from, TransactionSink sink);

    /** How much log the server keeps for the slot; empty when there is none. */
    OptionalLong retainedBytes();

    /** Drops the slot; one that is gone already is no fault. */
    void drop() throws InterruptedException;

    /** One connection to the log. */
    interface Reader extends AutoCloseable {
        /** Reads and hands over, on the caller's thread, until {@link #close} or a failure. */
        void run() throws InterruptedException;

        /** The checkpoint is durable: PostgreSQL may forget what lies before it. From any thread. */
        void confirm(Checkpoint checkpoint);

        /** From any thread; {@link #run} returns soon. */
        @Override
        void close();
    }
}
