package dev.freshet.dsql;

import dev.freshet.dsql.CdcStreamState.Active;
import dev.freshet.dsql.CdcStreamState.Creating;
import dev.freshet.dsql.CdcStreamState.Deleting;
import dev.freshet.dsql.CdcStreamState.Failed;
import dev.freshet.dsql.CdcStreamState.Impaired;
import dev.freshet.dsql.store.DsqlState;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.ApiException;
import dev.freshet.record.ClusterId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a CDC stream's life. What changes the state does so within the caller's transaction; once that is durable,
 * {@link #pursue} carries out what the state asks for. What its pipeline tells becomes a state here.
 */
public final class CdcStreams {
    private static final Logger LOG = LoggerFactory.getLogger(CdcStreams.class);

    private final DsqlStore store;
    private final Pipelines pipelines;
    private final BackgroundSteps steps;
    private final Quotas quotas;
    private final InstantSource clock;
    private final RandomGenerator random;

    CdcStreams(
            DsqlStore store,
            Pipelines pipelines,
            BackgroundSteps steps,
            Quotas quotas,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.pipelines = pipelines;
        this.steps = steps;
        this.quotas = quotas;
        this.clock = clock;
        this.random = random;
    }

    /** The CDC stream of those identifiers, or the API's answer that there is none. */
    public static CdcStream find(DsqlState state, String cluster, String id) {
        return DsqlNames.clusterId(cluster)
                .flatMap(known -> DsqlNames.cdcStreamId(id).flatMap(stream -> state.cdcStream(known, stream)))
                .orElseThrow(() -> DsqlErrors.noSuchCdcStream(id));
    }

    public CdcStreamId newId() {
        return CdcStreamId.random(random);
    }

    /** Whether the cluster can have one more CDC stream now; throws the API's answer when it cannot. */
    public Cluster admit(DsqlState state, String clusterId) throws ApiException {
        Cluster cluster = Clusters.find(state, clusterId);
        if (!(cluster.state() instanceof ClusterState.Active)) {
            throw DsqlErrors.invalid("Cluster " + clusterId + " is "
                    + cluster.state().status() + ": a stream can be created when it is ACTIVE.");
        }
        long counting = state.cdcStreams(cluster.id()).stream()
                .filter(stream -> !(stream.state() instanceof Deleting))
                .count();
        if (counting >= quotas.cdcStreamsPerCluster()) {
            throw DsqlErrors.cdcStreamLimit(clusterId);
        }
        return cluster;
    }

    public CdcStream create(DsqlState state, String clusterId, CdcStreamId id, KinesisTarget target, Tags tags) {
        Cluster cluster = admit(state, clusterId);
        CdcStream stream = new CdcStream(
                cluster.id(), id, new Creating(), clock.instant().truncatedTo(ChronoUnit.MILLIS), target, tags);
        state.put(stream);
        return stream;
    }

    public CdcStream delete(DsqlState state, String clusterId, String id) {
        CdcStream deleting = find(state, clusterId, id).with(new Deleting());
        state.put(deleting);
        return deleting;
    }

    /** Carries out, in the background, what the CDC stream's state asks for. */
    public void pursue(ClusterId cluster, CdcStreamId id) {
        steps.pursue("stream-" + id, () -> carryOut(cluster, id));
    }

    void pursueAllOf(ClusterId cluster) {
        store.read(state -> state.cdcStreams(cluster)).forEach(stream -> pursue(cluster, stream.id()));
    }

    private void carryOut(ClusterId cluster, CdcStreamId id) throws InterruptedException {
        Optional<CdcStream> stream = store.read(state -> state.cdcStream(cluster, id));
        if (stream.isPresent()) {
            carryOut(stream.get());
        }
    }

    private void carryOut(CdcStream stream) throws InterruptedException {
        switch (stream.state()) {
            case Creating _ -> pipelines.begin(stream, new Reports(stream));
            case Active _, Impaired _ -> pipelines.resume(stream, new Reports(stream));
            case Failed _ -> pipelines.end(stream);
            case Deleting _ -> remove(stream);
        }
    }

    private void remove(CdcStream stream) throws InterruptedException {
        pipelines.end(stream);
        store.change(state -> {
            state.remove(stream.id());
            return stream.id();
        });
        LOG.info("CDC stream {} of cluster {} is deleted", stream.id(), stream.cluster());
    }

    /** What one pipeline tells, as states. */
    private final class Reports implements Pipelines.Listener {
        private final CdcStream stream;

        private Reports(CdcStream stream) {
            this.stream = stream;
        }

        @Override
        public void active() {
            become(new Active());
        }

        @Override
        public void impaired(StreamFailureErrorCode error) {
            become(new Impaired(error, clock.instant()));
        }

        @Override
        public void failed(StreamFailureErrorCode error) {
            become(new Failed(error, clock.instant()));
            pursue(stream.cluster(), stream.id());
        }

        private void become(CdcStreamState next) {
            boolean changed = store.change(state -> {
                Optional<CdcStream> current = state.cdcStream(stream.cluster(), stream.id())
                        .filter(known -> known.state().mayBecome(next));
                current.ifPresent(known -> state.put(known.with(next)));
                return current.isPresent();
            });
            if (changed) {
                LOG.info("CDC stream {} of cluster {} is {}", stream.id(), stream.cluster(), describe(next));
            }
        }

        private static String describe(CdcStreamState state) {
            return switch (state) {
                case Impaired impaired -> state.status() + " with " + impaired.error();
                case Failed failed -> state.status() + " with " + failed.error();
                case Creating _, Active _, Deleting _ -> state.status();
            };
        }
    }
}
