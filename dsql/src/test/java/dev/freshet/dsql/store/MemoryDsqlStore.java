package dev.freshet.dsql.store;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.Cluster;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The control state in memory, with the transactions that {@link DsqlStore} promises; it outlives a service on it. */
public final class MemoryDsqlStore implements DsqlStore {
    private State state = new State(Map.of(), Map.of(), Map.of());
    private int failures;

    @Override
    public synchronized <T> T read(Function<DsqlState, T> question) {
        return question.apply(state.copy());
    }

    @Override
    public synchronized <T> T change(Function<DsqlState, T> work) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("The store is away");
        }
        State changed = state.copy();
        T answer = work.apply(changed);
        state = changed;
        return answer;
    }

    /** The next changes fail, as those of a store that is away do. */
    public synchronized void failNextChanges(int times) {
        failures = times;
    }

    private static final class State implements DsqlState {
        private final Map<ClusterId, Cluster> clusters;
        private final Map<CdcStreamId, CdcStream> cdcStreams;
        private final Map<String, RememberedCall> calls;

        State(
                Map<ClusterId, Cluster> clusters,
                Map<CdcStreamId, CdcStream> cdcStreams,
                Map<String, RememberedCall> calls) {
            this.clusters = new HashMap<>(clusters);
            this.cdcStreams = new HashMap<>(cdcStreams);
            this.calls = new HashMap<>(calls);
        }

        State copy() {
            return new State(clusters, cdcStreams, calls);
        }

        @Override
        public Optional<Cluster> cluster(ClusterId id) {
            return Optional.ofNullable(clusters.get(id));
        }

        @Override
        public List<Cluster> clusters() {
            return clusters.values().stream()
                    .sorted(Comparator.comparing(Cluster::createdAt).thenComparing(c -> c.id().value()))
                    .toList();
        }

        @Override
        public void put(Cluster cluster) {
            clusters.put(cluster.id(), cluster);
        }

        @Override
        public void remove(ClusterId id) {
            clusters.remove(id);
        }

        @Override
        public Optional<CdcStream> cdcStream(ClusterId cluster, CdcStreamId id) {
            return Optional.ofNullable(cdcStreams.get(id))
                    .filter(stream -> stream.cluster().equals(cluster));
        }

        @Override
        public List<CdcStream> cdcStreams(ClusterId cluster) {
            return cdcStreams.values().stream()
                    .filter(stream -> stream.cluster().equals(cluster))
                    .sorted(Comparator.comparing(CdcStream::createdAt).thenComparing(s -> s.id().value()))
                    .toList();
        }

        @Override
        public void put(CdcStream cdcStream) {
            cdcStreams.put(cdcStream.id(), cdcStream);
        }

        @Override
        public void remove(CdcStreamId id) {
            cdcStreams.remove(id);
        }

        @Override
        public Optional<RememberedCall> remembered(String operation, String clientToken) {
            return Optional.ofNullable(calls.get(operation + " " + clientToken));
        }

        @Override
        public void remember(RememberedCall call, Instant forgetBefore) {
            calls.values().removeIf(known -> known.time().isBefore(forgetBefore));
            calls.put(call.operation() + " " + call.clientToken(), call);
        }
    }
}
