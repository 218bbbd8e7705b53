package dev.freshet.dsql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pipelines that do what the test says. */
final class FakePipelines implements Pipelines {
    private final Map<CdcStreamId, Listener> listeners = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private int endFailures;
    private boolean fencesStandAtOnce;

    @Override
    public synchronized void begin(CdcStream cdcStream, Listener listener) {
        calls.add("begin " + cdcStream.id());
        listeners.put(cdcStream.id(), listener);
        if (fencesStandAtOnce) {
            Thread.ofVirtual().start(listener::active);
        }
    }

    @Override
    public synchronized void resume(CdcStream cdcStream, Listener listener) {
        calls.add("resume " + cdcStream.id());
        listeners.put(cdcStream.id(), listener);
    }

    @Override
    public synchronized void end(CdcStream cdcStream) {
        calls.add("end " + cdcStream.id());
        if (endFailures > 0) {
            endFailures--;
            throw new IllegalStateException("The server does not answer");
        }
        listeners.remove(cdcStream.id());
    }

    /** Every new CDC stream becomes ACTIVE by itself. */
    synchronized void raiseFencesAtOnce() {
        fencesStandAtOnce = true;
    }

    synchronized void failNextEnds(int times) {
        endFailures = times;
    }

    synchronized boolean runs(String id) {
        return listeners.containsKey(new CdcStreamId(id));
    }

    synchronized Listener of(String id) {
        return Objects.requireNonNull(listeners.get(new CdcStreamId(id)), () -> "No pipeline runs for " + id);
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }
}
