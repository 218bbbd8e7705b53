package dev.freshet.cluster;

import java.util.concurrent.Callable;

/** Looks again and again for what has no signal to wait for, up to a deadline that only a failure reaches. */
final class Eventually {
    private static final long DEADLINE_MILLIS = 60_000;
    private static final long LOOK_EVERY_MILLIS = 20;

    private Eventually() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not in " + DEADLINE_MILLIS + " ms: " + what);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
