package dev.freshet.capture;

/**
 * Where captured changes go. Called by the one capture thread, in commit order; a sink that blocks makes capture stop
 * reading, and PostgreSQL keeps the log.
 */
public interface TransactionSink {
    /** A committed transaction that changed at least one row; its records are read once, before this returns. */
    void transaction(CapturedTransaction transaction) throws InterruptedException;

    /**
     * Nothing up to this position is left to deliver but what was handed over before; told at keepalives. It may lie
     * behind what was told before, or behind the checkpoint that capture began at, and then says nothing new.
     */
    void quiet(Checkpoint checkpoint);
}
