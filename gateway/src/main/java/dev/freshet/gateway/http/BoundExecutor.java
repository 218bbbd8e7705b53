package dev.freshet.gateway.http;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Another executor that is given its tasks bound to something. */
final class BoundExecutor extends AbstractExecutorService {
    private final ExecutorService executor;
    private final UnaryOperator<Runnable> binding;

    BoundExecutor(ExecutorService executor, UnaryOperator<Runnable> binding) {
        this.executor = executor;
        this.binding = binding;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(binding.apply(task));
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
