package dev.freshet.bench.capture;

/** A way to read a prepared log from its beginning to its end. */
interface Way {
    /** As in the JSON file: {@code raw}, {@code null} and so on. */
    String name();

    /** Reads it all, once, and answers when the last row was read. */
    Reading read(PreparedLog log) throws Exception;
}
