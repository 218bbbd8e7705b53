package dev.freshet.pipeline;

/** Waiting for threads that are known to end. */
final class Threads {
    private Threads() {}

    /** Returns when it has ended; true when the caller was interrupted meanwhile. */
    static boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
