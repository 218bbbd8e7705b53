package dev.freshet.dsql;

/**
 * What carries a CDC stream's changes. A pipeline looks after itself: it reconnects, restarts and retries, and tells its
 * {@link Listener} what that comes to.
 */
public interface Pipelines {
    /**
     * Starts the pipeline of a CDC stream in CREATING: makes its slot and its fence, tells {@link Listener#active} when
     * the fence stands, and goes on delivering. After a restart it takes up what was made before.
     */
    void begin(CdcStream cdcStream, Listener listener);

    /** Starts the pipeline of a CDC stream that was ACTIVE or IMPAIRED; a slot or checkpoint that is missing is FAILED. */
    void resume(CdcStream cdcStream, Listener listener);

    /**
     * Stops the pipeline if it runs, drops its slot, and forgets its checkpoint; returns when that is done. May be
     * repeated, also for a CDC stream whose pipeline never ran.
     *
     * @throws RuntimeException when the cluster's server does not answer: call again later
     */
    void end(CdcStream cdcStream) throws InterruptedException;

    /**
     * What a pipeline tells of itself; from its own threads, one call at a time, and repeated when the listener throws.
     */
    interface Listener {
        /** The fence stands and nothing hinders delivery. */
        void active();

        /** A record waits for somebody's hand. */
        void impaired(StreamFailureErrorCode error);

        /** It has ended for good, and its slot is to be dropped. */
        void failed(StreamFailureErrorCode error);
    }
}
