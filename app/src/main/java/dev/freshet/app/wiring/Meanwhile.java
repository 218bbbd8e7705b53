package dev.freshet.app.wiring;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that goes on beside the opening, on a thread of its own, until its result is needed. */
public final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> work;
    private final Thread thread;

    private Meanwhile(FutureTask<T> work, Thread thread) {
        this.work = work;
        this.thread = thread;
    }

    /** @param name of the thread */
    public static <T> Meanwhile<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        return new Meanwhile<>(task, Thread.ofVirtual().name(name).start(task));
    }

    /**
     * Waits for it.
     *
     * @throws IOException as the work threw it, and so with every other exception
     */
    public T result() throws IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case InterruptedException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Interrupts it if it still goes on, and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
