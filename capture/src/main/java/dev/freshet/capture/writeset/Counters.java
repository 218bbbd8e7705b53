package dev.freshet.capture.writeset;

/** The two counters of an entry as one number, so that they change together. */
final class Counters {
    private Counters() {}

    static long of(int first, int second) {
        return (long) first << 32 | second;
    }

    static int first(long counters) {
        return (int) (counters >>> 32);
    }

    static int second(long counters) {
        return (int) counters;
    }
}
