package dev.freshet.gateway.http;

import java.util.concurrent.Semaphore;

/**
 * How many bytes the large bodies of all requests under way may take together. A request that finds too little is
 * refused at once: waiting would hold what it has read already, and two that wait for each other would wait for ever.
 */
final class BodyBudget {
    private static final int UNIT_BYTES = 1024;
    private static final long LEAST_BYTES = 2L * RequestBody.BYTES_MAX;

    private static final BodyBudget OF_THIS_PROCESS =
            new BodyBudget(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 5));

    private final Semaphore units;

    BodyBudget(long bytes) {
        units = new Semaphore(Math.toIntExact(bytes / UNIT_BYTES));
    }

    /** A fifth of the heap, for all ports: what a body becomes takes about as much again, twice. */
    static BodyBudget ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    Share open() {
        return new Share();
    }

    /** What one request has taken. Used by its thread alone. */
    final class Share implements AutoCloseable {
        private int taken;

        /** Takes so much in all; false when there is not so much left. */
        boolean growTo(long bytes) {
            int more = Math.toIntExact((bytes + UNIT_BYTES - 1) / UNIT_BYTES) - taken;
            if (more > 0 && !units.tryAcquire(more)) {
                return false;
            }
            taken += Math.max(0, more);
            return true;
        }

        @Override
        public void close() {
            units.release(taken);
            taken = 0;
        }
    }
}
