package dev.freshet.gateway.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends the wait of a thread for a client that takes too long to send or to read, by interrupting it: which closes the
 * connection. Helidon reads and writes without any time-out of its own, whatever its settings say.
 */
final class SlowPeers implements AutoCloseable {
    private final Duration patience;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-slow-peers").factory());

    SlowPeers(Duration patience) {
        this.patience = patience;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Watches the current thread until the watch is closed. */
    Watch watch() {
        return new Watch(Thread.currentThread()::interrupt);
    }

    /** Watches what the current thread does until the watch is closed, without breaking off what it writes. */
    Watch watch(RunningAnswer answer) {
        return new Watch(answer::end);
    }

    /**
     * Sends what a client must take within the patience. A client that does not, or is gone, is nobody's failure: its
     * connection is closed, or its stream of HTTP/2, and nothing is logged.
     */
    void send(Sending sending) {
        try (Watch _ = watch()) {
            sending.run();
        } catch (IOException | RuntimeException e) {
            throw new CloseConnectionException("The client did not take what was sent", e);
        }
    }

    /** What Helidon does on the wire. */
    interface Sending {
        void run() throws IOException;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    final class Watch implements AutoCloseable {
        private final Runnable ending;
        private final Future<?> end;
        private boolean over;

        private Watch(Runnable ending) {
            this.ending = ending;
            this.end = timer.schedule(this::end, patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void end() {
            if (!over) {
                ending.run();
            }
        }

        /** From here on no interrupt comes. */
        @Override
        public void close() {
            synchronized (this) {
                over = true;
            }
            end.cancel(false);
        }
    }
}
