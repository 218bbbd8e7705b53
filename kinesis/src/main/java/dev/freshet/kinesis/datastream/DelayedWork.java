package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's background thread: state transitions when they are due, and what is done every so often. */
public final class DelayedWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedWork.class);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Duration retryPause;
    private final ScheduledThreadPoolExecutor thread;

    public DelayedWork() {
        this(RETRY_PAUSE);
    }

    DelayedWork(Duration retryPause) {
        this.retryPause = retryPause;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("data-streams").daemon().factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs it now when the delay is zero, and later otherwise. What fails is tried again until it works, and its caller
     * is not told: that this is to come is durable already.
     */
    void after(Duration delay, String what, Runnable work) {
        if (delay.isZero()) {
            untilItWorks(what, work);
        } else {
            schedule(delay, what, work);
        }
    }

    private void untilItWorks(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("{} failed and is tried again in {}", what, retryPause, e);
            schedule(retryPause, what, work);
        }
    }

    private void schedule(Duration delay, String what, Runnable work) {
        if (!thread.isShutdown()) {
            thread.schedule(() -> untilItWorks(what, work), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Runs it in the background, once. */
    void soon(String what, Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(attempt(what, "not tried again", work));
        }
    }

    public void every(Duration period, String what, Runnable work) {
        Runnable attempt = attempt(what, "tried again in " + period, work);
        thread.scheduleWithFixedDelay(attempt, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Runnable attempt(String what, String then, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | OutOfMemoryError e) {
                // What uses much memory for a moment must not end what is done for as long as the process lives.
                LOG.error("{} failed and is {}", what, then, e);
            }
        };
    }

    /** Lets the work under way finish; what was still to come is found again at the next start. */
    @Override
    public void close() {
        thread.close();
    }
}
