package dev.freshet.dsql.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.CdcStreamState;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.ClusterKind;
import dev.freshet.dsql.ClusterState;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.dsql.StreamFailureErrorCode;
import dev.freshet.dsql.Tags;
import dev.freshet.dsql.store.DsqlState.RememberedCall;
import dev.freshet.gateway.Arn;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of the control state promises. */
abstract class DsqlStoreContract {
    private static final Instant NOW = Instant.parse("2026-07-08T10:11:12.345678Z");
    private static final Cluster CLUSTER = new Cluster(
            clusterId(1), new ClusterState.Creating(), NOW, true, new Tags(Map.of("Name", "ä", "empty", "")));
    private static final CdcStream STREAM = new CdcStream(
            CLUSTER.id(),
            streamId(1),
            new CdcStreamState.Creating(),
            NOW,
            new KinesisTarget(
                    Arn.parse("arn:aws:kinesis:us-east-1:123456789012:stream/s").orElseThrow(),
                    Arn.parse("arn:aws:iam::123456789012:role/path/r").orElseThrow()),
            Tags.NONE);

    protected abstract DsqlStore store();

    /** A second one on the same data, as after a restart. */
    protected abstract DsqlStore reopened();

    @Test
    void aClusterComesBackAsItWasPut() {
        change(state -> state.put(CLUSTER));

        assertThat(cluster(reopened())).contains(CLUSTER);
    }

    @Test
    void anAttachedClusterStaysOne() {
        Cluster attached = new Cluster(
                CLUSTER.id(), ClusterKind.ATTACHED, new ClusterState.Active(), CLUSTER.createdAt(), true, Tags.NONE);
        change(state -> state.put(attached));

        assertThat(cluster(reopened())).contains(attached);
    }

    @Test
    void putReplacesACluster() {
        change(state -> state.put(CLUSTER));
        Cluster changed = CLUSTER.with(new ClusterState.Active())
                .withDeletionProtection(false)
                .with(Tags.NONE);

        change(state -> state.put(changed));

        assertThat(clusters(store())).containsExactly(changed);
    }

    @Test
    void everyStateOfAClusterIsKept() {
        for (ClusterState each : List.of(
                new ClusterState.Creating(),
                new ClusterState.Active(),
                new ClusterState.Deleting(),
                new ClusterState.Failed())) {
            change(state -> state.put(CLUSTER.with(each)));

            assertThat(cluster(store()).orElseThrow().state()).isEqualTo(each);
        }
    }

    @Test
    void everyStateOfACdcStreamIsKeptWithItsReason() {
        change(state -> state.put(CLUSTER));
        for (CdcStreamState each : List.of(
                new CdcStreamState.Creating(),
                new CdcStreamState.Active(),
                new CdcStreamState.Impaired(StreamFailureErrorCode.KINESIS_ACCESS_DENIED, NOW),
                new CdcStreamState.Failed(StreamFailureErrorCode.INTERNAL_ERROR, NOW.plusSeconds(1)),
                new CdcStreamState.Deleting())) {
            change(state -> state.put(STREAM.with(each)));

            assertThat(cdcStream(reopened(), CLUSTER.id())).contains(STREAM.with(each));
        }
    }

    @Test
    void clustersAndCdcStreamsAreListedOldestFirst() {
        List<Cluster> clusters = IntStream.range(0, 5)
                .mapToObj(i ->
                        new Cluster(clusterId(i), new ClusterState.Active(), NOW.plusSeconds(10 - i), true, Tags.NONE))
                .toList();
        change(state -> clusters.forEach(state::put));
        change(state -> IntStream.range(0, 4)
                .mapToObj(i -> new CdcStream(
                        clusterId(1), streamId(i), STREAM.state(), NOW.minusSeconds(i), STREAM.target(), Tags.NONE))
                .forEach(state::put));

        assertThat(clusters(store())).containsExactlyElementsOf(clusters.reversed());
        assertThat(cdcStreams(store(), clusterId(1)))
                .extracting(CdcStream::id)
                .containsExactly(streamId(3), streamId(2), streamId(1), streamId(0));
        assertThat(cdcStreams(store(), clusterId(2))).isEmpty();
    }

    @Test
    void aCdcStreamIsFoundUnderItsClusterOnly() {
        change(state -> {
            state.put(CLUSTER);
            state.put(STREAM);
        });

        assertThat(cdcStream(store(), CLUSTER.id())).contains(STREAM);
        assertThat(cdcStream(store(), clusterId(9))).isEmpty();
    }

    @Test
    void whatIsRemovedIsGone() {
        change(state -> {
            state.put(CLUSTER);
            state.put(STREAM);
        });

        change(state -> state.remove(STREAM.id()));
        change(state -> state.remove(CLUSTER.id()));

        assertThat(clusters(store())).isEmpty();
        assertThat(cdcStreams(store(), CLUSTER.id())).isEmpty();
    }

    @Test
    void aChangeThatThrowsLeavesNothingAndTheCallerGetsWhatWasThrown() {
        IllegalStateException thrown = new IllegalStateException("no");

        assertThatThrownBy(() -> change(state -> {
                    state.put(CLUSTER);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(clusters(store())).isEmpty();
    }

    @Test
    void aChangeSeesWhatItDid() {
        change(state -> {
            state.put(CLUSTER);
            assertThat(state.cluster(CLUSTER.id())).contains(CLUSTER);
            assertThat(state.clusters()).hasSize(1);
        });
    }

    @Test
    void changesComeOneAfterAnother() throws InterruptedException {
        change(state -> state.put(CLUSTER));
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> change(state -> {
                            Cluster current = state.cluster(CLUSTER.id()).orElseThrow();
                            state.put(current.with(current.tags().plus(Map.of("writer-" + i, "x"))));
                        })))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(clusters(store()).getFirst().tags().byKey()).hasSize(10);
    }

    @Test
    void remembersACallUntilItIsToldToForget() {
        RememberedCall first = new RememberedCall("CreateCluster", "token", "digest", "{\"a\":1}", NOW);
        change(state -> state.remember(first, NOW.minusSeconds(60)));

        assertThat(remembered(reopened(), "CreateCluster", "token")).contains(first);
        assertThat(remembered(store(), "DeleteCluster", "token")).isEmpty();

        RememberedCall later = new RememberedCall("CreateCluster", "other", "digest", "{}", NOW.plusSeconds(100));
        change(state -> state.remember(later, NOW.plusSeconds(50)));

        assertThat(remembered(store(), "CreateCluster", "token")).isEmpty();
        assertThat(remembered(store(), "CreateCluster", "other")).contains(later);
    }

    @Test
    void aCallRememberedAgainReplacesTheFirst() {
        RememberedCall first = new RememberedCall("CreateCluster", "token", "a", "{}", NOW);
        RememberedCall second = new RememberedCall("CreateCluster", "token", "b", "{}", NOW.plusSeconds(1));

        change(state -> state.remember(first, NOW.minusSeconds(60)));
        change(state -> state.remember(second, NOW.minusSeconds(60)));

        assertThat(remembered(store(), "CreateCluster", "token")).contains(second);
    }

    private void change(Consumer<DsqlState> work) {
        store().change(state -> {
            work.accept(state);
            return "done";
        });
    }

    private static Optional<Cluster> cluster(DsqlStore store) {
        return store.read(state -> state.cluster(CLUSTER.id()));
    }

    private static List<Cluster> clusters(DsqlStore store) {
        return store.read(DsqlState::clusters);
    }

    private static Optional<CdcStream> cdcStream(DsqlStore store, ClusterId cluster) {
        return store.read(state -> state.cdcStream(cluster, STREAM.id()));
    }

    private static List<CdcStream> cdcStreams(DsqlStore store, ClusterId cluster) {
        return store.read(state -> state.cdcStreams(cluster));
    }

    private static Optional<RememberedCall> remembered(DsqlStore store, String operation, String token) {
        return store.read(state -> state.remembered(operation, token));
    }

    private static ClusterId clusterId(int number) {
        return new ClusterId(Base32.encode(1, number));
    }

    private static CdcStreamId streamId(int number) {
        return new CdcStreamId(Base32.encode(2, number));
    }
}
