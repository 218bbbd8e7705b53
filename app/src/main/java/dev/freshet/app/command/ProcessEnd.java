package dev.freshet.app.command;

import java.util.concurrent.CountDownLatch;

/**
 * How this process ends. Ctrl-C, SIGTERM or SIGHUP reach a server as a {@link StopSignal}; the JVM ends when its
 * shutdown hook has, so the hook waits until the main thread has stopped everything, in the order it always does, and
 * then ends the process with the exit code that the command came to: 0 after a stop in good order.
 */
public final class ProcessEnd {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode;

    /** From now on the process waits, when it is told to end, until {@link #exit} is called. */
    public StopSignal onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "process-end"));
        return requested::await;
    }

    /** Ends the process. */
    public void exit(int code) {
        exitCode = code;
        finished.countDown();
        System.exit(code);
    }

    private void awaitEnd() {
        requested.countDown();
        try {
            finished.await();
            Runtime.getRuntime().halt(exitCode);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
