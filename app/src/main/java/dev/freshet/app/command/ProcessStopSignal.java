package dev.freshet.app.command;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C, SIGTERM or SIGHUP. The JVM ends when its shutdown hooks have, so the hook waits until the main thread has
 * stopped everything; the main thread does all the work, in the order it always does.
 */
public final class ProcessStopSignal implements StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ProcessStopSignal() {}

    public static ProcessStopSignal install() {
        ProcessStopSignal signal = new ProcessStopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::requestAndWait, "stop-signal"));
        return signal;
    }

    @Override
    public void await() throws InterruptedException {
        requested.await();
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private void requestAndWait() {
        requested.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
