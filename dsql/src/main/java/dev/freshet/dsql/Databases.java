package dev.freshet.dsql;

import dev.freshet.record.ClusterId;

/**
 * The PostgreSQL servers behind the clusters. Calls block, on threads that may be interrupted, and each can be repeated
 * after it was cut short.
 */
public interface Databases {
    /**
     * Makes the cluster's server where it is missing, starts it, and prepares it for capture; returns when it answers.
     *
     * @throws RuntimeException whose message says what to do, when it cannot be done
     */
    void create(ClusterId cluster) throws InterruptedException;

    /**
     * Starts the server of a cluster that exists; returns when it answers. Never makes an empty one in its place.
     *
     * @throws RuntimeException whose message says what to do, when it cannot be started
     */
    void start(ClusterId cluster) throws InterruptedException;

    /** Stops the server and removes its data; a server that is gone already is no fault. */
    void delete(ClusterId cluster) throws InterruptedException;
}
