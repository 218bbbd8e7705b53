package dev.freshet.cluster;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits that an interrupt does not cut short; it is set again afterwards, for the caller to see. A start or stop left half
 * done would leave a process that nobody watches, and both are short.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * Does the whole of a step on a thread of its own, which nobody interrupts: an interrupt would otherwise close the very
     * file or connection that is being used (java.nio.channels.InterruptibleChannel; sockets of virtual threads too).
     */
    static <T> T call(String name, Supplier<T> step) {
        FutureTask<T> task = new FutureTask<>(step::get);
        Thread.ofVirtual().name(name).start(task);
        return await(() -> {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            }
        });
    }

    static void sleepMillis(long millis) {
        await(() -> {
            Thread.sleep(millis);
            return true;
        });
    }

    /** True when the process ended, false when the time was up. */
    static boolean awaitEnd(Process process, long millis) {
        return await(() -> process.waitFor(millis, TimeUnit.MILLISECONDS));
    }

    static int exitCode(Process process) {
        return await(process::waitFor);
    }

    @FunctionalInterface
    private interface Wait<T> {
        T await() throws InterruptedException;
    }

    private static <T> T await(Wait<T> wait) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
