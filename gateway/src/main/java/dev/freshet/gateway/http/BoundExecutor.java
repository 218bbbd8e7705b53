package dev.freshet.gateway.http;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another executor whose tasks are run in some way. */
final class BoundExecutor extends AbstractExecutorService {
    private final ExecutorService executor;
    private final Consumer<Runnable> way;

    BoundExecutor(ExecutorService executor, Consumer<Runnable> way) {
        this.executor = executor;
        this.way = way;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> way.accept(task));
    }

    @Override
    public void shutdown() {
        executor.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return executor.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }
}
