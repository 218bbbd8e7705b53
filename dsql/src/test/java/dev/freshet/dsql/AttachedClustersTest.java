package dev.freshet.dsql;

import static dev.freshet.dsql.TestDsql.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.dsql.store.DsqlState;
import dev.freshet.gateway.Arn;
import dev.freshet.record.ClusterId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters whose server is somebody else's. */
@Timeout(60)
class AttachedClustersTest {
    private static final ClusterId ATTACHED = new ClusterId("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    private final TestDsql dsql = new TestDsql();

    @AfterEach
    void close() {
        dsql.close();
    }

    @Test
    void anAttachedClusterIsActiveWhenAttachingReturns() throws Exception {
        dsql.service.attach(ATTACHED, "theirs");

        assertThat(dsql.service.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.kind()).isEqualTo(ClusterKind.ATTACHED);
            assertThat(cluster.state()).isEqualTo(new ClusterState.Active());
            assertThat(cluster.tags().byKey()).containsEntry("Name", "theirs");
        });
    }

    @Test
    void aClusterThatCannotBeAttachedIsTakenBack() throws Exception {
        dsql.databases.failCreating("no rights");

        assertThatThrownBy(() -> dsql.service.attach(ATTACHED, "theirs")).hasMessage("no rights");

        await(() -> dsql.service.clusters().isEmpty());
    }

    @Test
    void theDefaultClusterIsNeverAnAttachedOne() throws Exception {
        dsql.service.attach(ATTACHED, "theirs");
        dsql.passTime(Duration.ofSeconds(1));

        ClusterId first = dsql.service.start();

        assertThat(first).isNotEqualTo(ATTACHED);
        assertThat(DsqlService.defaultCluster(dsql.store)).contains(first);
    }

    @Test
    void detachingEndsThePipelinesBeforeItLeavesTheDatabase() throws Exception {
        dsql.service.attach(ATTACHED, "theirs");
        dsql.store.change(AttachedClustersTest::putStream);
        dsql.pipelines.failNextEnds(1);

        dsql.service.detach(ATTACHED);

        await(() -> dsql.service.clusters().isEmpty());
        assertThat(dsql.service.cdcStreams()).isEmpty();
        assertThat(dsql.pipelines.calls()).hasSizeGreaterThan(1).allMatch(call -> call.startsWith("end "));
        assertThat(dsql.databases.existing()).isEmpty();
    }

    @Test
    void detachingGoesOnAfterARestart() throws Exception {
        dsql.service.attach(ATTACHED, "theirs");
        dsql.store.change(AttachedClustersTest::putStream);
        dsql.pipelines.failNextEnds(Integer.MAX_VALUE);
        dsql.service.detach(ATTACHED);
        dsql.pipelines.failNextEnds(0);

        dsql.restart();

        await(() -> dsql.service.clusters().stream()
                .noneMatch(cluster -> cluster.id().equals(ATTACHED)));
    }

    private static DsqlState putStream(DsqlState state) {
        state.put(new CdcStream(
                ATTACHED,
                new CdcStreamId("bbbbbbbbbbbbbbbbbbbbbbbbba"),
                new CdcStreamState.Active(),
                Instant.EPOCH,
                new KinesisTarget(
                        Arn.parse("arn:aws:kinesis:us-east-1:123456789012:stream/s")
                                .orElseThrow(),
                        Arn.parse("arn:aws:iam::123456789012:role/r").orElseThrow()),
                Tags.NONE));
        return state;
    }
}
