package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much log the server keeps for a CDC stream: asked every few seconds by a thread of its own, for a server that is away
 * must hold up nobody who wants to know.
 */
final class RetainedLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetainedLog.class);

    private static final Duration ASK_EVERY = Duration.ofSeconds(10);

    private final PipelineId id;
    private final ChangeLog log;
    private final Thread thread;

    /** Written by the thread, read by any. */
    private volatile OptionalLong bytes = OptionalLong.empty();

    RetainedLog(PipelineId id, ChangeLog log) {
        this.id = id;
        this.log = log;
        this.thread = Thread.ofVirtual().name("retained-log-" + id).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** As it was last seen; empty when the server did not answer, or has no such slot. */
    OptionalLong bytes() {
        return bytes;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                bytes = ask();
                Thread.sleep(ASK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OptionalLong ask() {
        try {
            return log.retainedBytes();
        } catch (CaptureException | IllegalStateException e) {
            LOG.debug("How much log is kept for CDC stream {} is not known", id, e);
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        if (Threads.join(thread)) {
            Thread.currentThread().interrupt();
        }
    }
}
