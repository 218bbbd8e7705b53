package dev.freshet.app.command;

/** Interrupts the thread that made it when the stop signal comes, until closed. */
final class Interruption implements AutoCloseable {
    private final Thread waiting;

    private Interruption(Thread waiting) {
        this.waiting = waiting;
    }

    static Interruption on(StopSignal stop) {
        Thread interrupted = Thread.currentThread();
        Thread waiting = Thread.ofVirtual().name("await-stop").unstarted(() -> {
            try {
                stop.await();
                interrupted.interrupt();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        return new Interruption(waiting);
    }

    /** Afterwards no interrupt comes from here, and none is left over. */
    @Override
    @SuppressWarnings("Interruption") // the pending interrupt is ours, and its cause is known to who closes this
    public void close() {
        waiting.interrupt();
        boolean joined = false;
        while (!joined) {
            try {
                waiting.join();
                joined = true;
            } catch (InterruptedException _) {
                // It was on its way; join again.
            }
        }
        Thread.interrupted();
    }
}
