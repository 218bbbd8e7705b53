package dev.freshet.gateway.http;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Streams of one HTTP/2 connection that something is known of; the latest only, for a client may open any number. */
final class LatestStreams {
    /** More than Helidon answers at once. */
    static final int STREAMS_MAX = 256;

    /** Guarded by this object. */
    private final SequencedSet<Integer> streams = new LinkedHashSet<>();

    synchronized void add(int stream) {
        streams.add(stream);
        if (streams.size() > STREAMS_MAX) {
            streams.removeFirst();
        }
    }

    synchronized boolean contains(int stream) {
        return streams.contains(stream);
    }

    /** Whether it was there. */
    synchronized boolean remove(int stream) {
        return streams.remove(stream);
    }
}
