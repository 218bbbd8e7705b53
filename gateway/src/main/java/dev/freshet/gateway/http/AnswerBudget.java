package dev.freshet.gateway.http;

import dev.freshet.gateway.AnswerMemory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes the large answers under way may carry together. Unlike a body, an answer is asked for when nothing of
 * it is there yet: it can be made smaller, and it can wait.
 */
final class AnswerBudget {
    private static final int UNIT_BYTES = 1024;
    /** Two of the largest answers, those of GetRecords. */
    private static final long LEAST_BYTES = 20L * 1024 * 1024;

    /** Well within the time that clients wait for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final AnswerBudget OF_THIS_PROCESS =
            new AnswerBudget(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 16), PATIENCE);

    private final Semaphore units;
    private final Duration patience;

    AnswerBudget(long bytes, Duration patience) {
        // Not a fair one: whoever waits for room for a large record must not hold up those who need little.
        this.units = new Semaphore(Math.toIntExact(bytes / UNIT_BYTES));
        this.patience = patience;
    }

    /** A sixteenth of the heap: records in JSON, which is built in a growing buffer, take up to five times their bytes. */
    static AnswerBudget ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    Share open() {
        return new Share();
    }

    /** What one answer has taken. Used by its thread alone. */
    final class Share implements AnswerMemory, AutoCloseable {
        private int taken;

        /** Half of what is left at most, so that the next one finds something too. */
        @Override
        public int take(int leastBytes, int wantedBytes) {
            int most = Math.min(units(wantedBytes), units.availablePermits() / 2);
            int took = Math.max(units(leastBytes), most);
            try {
                if (!units.tryAcquire(took, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new NoneLeftException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoneLeftException();
            }
            taken += took;
            return Math.min(took * UNIT_BYTES, wantedBytes);
        }

        @Override
        public void keep(int bytes) {
            giveBack(taken - Math.min(taken, units(bytes)));
        }

        @Override
        public void close() {
            giveBack(taken);
        }

        private void giveBack(int released) {
            units.release(released);
            taken -= released;
        }
    }

    private static int units(int bytes) {
        return Math.ceilDiv(bytes, UNIT_BYTES);
    }
}
