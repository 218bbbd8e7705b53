package dev.freshet.bench.streams;

import java.io.IOException;
import java.nio.file.Path;

/** A server that keeps data streams, as users run it. */
public interface Contender {
    /** As the report names it. */
    String name();

    /**
     * Starts it on loopback as a process of its own, and returns when it answers.
     *
     * @param folder is its own; what was left there by its earlier process is found again
     */
    Server start(Path folder) throws IOException, InterruptedException;
}
