package dev.freshet.dsql;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that outlasts the call which asked for it: a named virtual thread each, at most one of a name at a time. Asking
 * again for a step that is under way takes it once more afterwards, so no wish is lost between looking and acting.
 *
 * <p>{@code running} is guarded by this object's monitor.
 */
final class BackgroundSteps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSteps.class);

    private final Duration pause;
    private final Map<String, Running> running = new HashMap<>();
    private boolean closed;

    /** @param pause before a step that failed is taken again */
    BackgroundSteps(Duration pause) {
        this.pause = pause;
    }

    /** Takes the step until it succeeds. A step looks itself at what there is to do, which may be nothing. */
    synchronized void pursue(String name, Step step) {
        if (closed) {
            return;
        }
        Running current = running.get(name);
        if (current != null) {
            current.again = true;
            return;
        }
        Thread thread = Thread.ofVirtual().name("dsql-" + name).unstarted(() -> run(name, step));
        running.put(name, new Running(thread));
        thread.start();
    }

    private void run(String name, Step step) {
        try {
            do {
                runUntilDone(name, step);
            } while (isWantedAgain(name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(name);
        }
    }

    private void runUntilDone(String name, Step step) throws InterruptedException {
        String reported = "";
        while (true) {
            try {
                step.run();
                return;
            } catch (RuntimeException e) {
                String message = String.valueOf(e.getMessage());
                if (!message.equals(reported)) {
                    LOG.warn("{} does not succeed yet and is tried again: {}", name, message);
                    LOG.debug("{}", name, e);
                    reported = message;
                }
                Thread.sleep(pause);
            }
        }
    }

    /** Forgets the name in the same moment in which it finds that nobody asked again. */
    private synchronized boolean isWantedAgain(String name) {
        Running current = running.get(name);
        if (current != null && current.again) {
            current.again = false;
            return true;
        }
        running.remove(name);
        return false;
    }

    private synchronized void remove(String name) {
        Running current = running.get(name);
        if (current != null && current.thread == Thread.currentThread()) {
            running.remove(name);
        }
    }

    @Override
    public void close() {
        for (Thread thread : endAll()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Thread> endAll() {
        closed = true;
        return running.values().stream().map(work -> work.thread).toList();
    }

    /** One step, that may be cut short by an interrupt. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    private static final class Running {
        private final Thread thread;
        private boolean again;

        private Running(Thread thread) {
            this.thread = thread;
        }
    }
}
