package dev.freshet.dsql;

import static dev.freshet.dsql.TestDsql.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.dsql.actions.ClusterAnswer;
import dev.freshet.dsql.actions.CreateCluster;
import dev.freshet.dsql.actions.DeleteCluster;
import dev.freshet.dsql.actions.GetCluster;
import dev.freshet.dsql.actions.ListClusters;
import dev.freshet.dsql.actions.MultiRegionProperties;
import dev.freshet.dsql.actions.UpdateCluster;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Permission;
import dev.freshet.record.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClustersTest {
    private static final String UNKNOWN = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

    private final TestDsql dsql = new TestDsql();

    @AfterEach
    void close() {
        dsql.close();
    }

    @Test
    void aNewClusterIsCreatingAndThenActive() throws InterruptedException {
        dsql.databases.hold();

        CreateCluster.Answer answer = create(null, null);

        assertThat(answer.status()).isEqualTo("CREATING");
        assertThat(answer.identifier()).matches("[a-z2-7]{26}");
        assertThat(answer.arn()).isEqualTo("arn:aws:dsql:us-east-1:123456789012:cluster/" + answer.identifier());
        assertThat(answer.endpoint()).isEqualTo(answer.identifier() + ".dsql.us-east-1.on.aws");
        assertThat(answer.creationTime()).isEqualTo(dsql.now());
        assertThat(get(answer.identifier()).status()).isEqualTo("CREATING");

        dsql.databases.release();

        await(() -> get(answer.identifier()).status().equals("ACTIVE"));
        assertThat(dsql.databases.running()).containsExactly(new ClusterId(answer.identifier()));
    }

    @Test
    void deletionProtectionIsOnUnlessSaidOtherwise() {
        assertThat(create(null, null).deletionProtectionEnabled()).isTrue();
        assertThat(create(false, null).deletionProtectionEnabled()).isFalse();
    }

    @Test
    void aClusterKeepsItsTags() {
        CreateCluster.Answer answer = create(null, Map.of("Name", "mine"));

        assertThat(get(answer.identifier()).tags()).containsExactly(Map.entry("Name", "mine"));
    }

    @Test
    void aClusterThatCannotBeMadeIsFailed() throws InterruptedException {
        dsql.databases.failCreating("no room");

        CreateCluster.Answer answer = create(false, null);

        await(() -> get(answer.identifier()).status().equals("FAILED"));
        delete(answer.identifier());
        await(() -> dsql.service.clusters().isEmpty());
    }

    @Test
    void theTwentyFirstClusterIsOneTooMany() {
        for (int i = 0; i < 20; i++) {
            create(null, null);
        }

        ApiException refusal = dsql.refusal(CreateCluster.class, request(null, null, null));

        assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
        assertThat(refusal.status()).isEqualTo(402);
        assertThat(refusal.text()).isEqualTo("You have reached the cluster limit.");
        assertThat(refusal.fields()).containsKeys("resourceId", "resourceType", "serviceCode", "quotaCode");
    }

    @Test
    void aRepeatedTokenCreatesOnceAndAnswersTheSame() throws InterruptedException {
        CreateCluster.Request request = request(null, null, "token-1");
        CreateCluster.Answer first = dsql.call(CreateCluster.class, request);
        await(() -> get(first.identifier()).status().equals("ACTIVE"));

        assertThat(dsql.call(CreateCluster.class, request)).isEqualTo(first);
        assertThat(dsql.service.clusters()).hasSize(1);
    }

    @Test
    void aTokenWithOtherParametersIsAConflict() {
        dsql.call(CreateCluster.class, request(null, null, "token-1"));

        ApiException refusal = dsql.refusal(CreateCluster.class, request(false, null, "token-1"));

        assertThat(refusal.code()).isEqualTo("ConflictException");
        assertThat(refusal.status()).isEqualTo(409);
    }

    @Test
    void aTokenIsForgottenAfterADay() {
        dsql.call(CreateCluster.class, request(null, null, "token-1"));

        dsql.passTime(Duration.ofHours(24).plusSeconds(1));
        dsql.call(CreateCluster.class, request(false, null, "token-1"));

        assertThat(dsql.service.clusters()).hasSize(2);
    }

    @Test
    void aProtectedClusterIsNotDeleted() {
        String id = create(null, null).identifier();

        ApiException refusal = dsql.refusal(DeleteCluster.class, new DeleteCluster.Request(id, null));

        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.fields()).containsEntry("reason", "deletionProtectionEnabled");
    }

    @Test
    void anUnprotectedClusterIsDeletedWithItsServer() throws InterruptedException {
        String id = create(null, null).identifier();
        await(() -> get(id).status().equals("ACTIVE"));
        update(id, false);

        assertThat(delete(id).status()).isEqualTo("DELETING");

        await(() -> dsql.service.clusters().isEmpty());
        assertThat(dsql.databases.existing()).isEmpty();
        ApiException refusal = dsql.refusal(GetCluster.class, new GetCluster.Request(id));
        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.fields()).containsEntry("resourceId", id).containsEntry("resourceType", "cluster");
    }

    @Test
    void aRepeatedDeletionAnswersTheSameThoughTheClusterIsGone() throws InterruptedException {
        String id = create(false, null).identifier();
        DeleteCluster.Request request = new DeleteCluster.Request(id, "token-2");
        ClusterAnswer first = dsql.call(DeleteCluster.class, request);
        await(() -> dsql.service.clusters().isEmpty());

        assertThat(dsql.call(DeleteCluster.class, request)).isEqualTo(first);
    }

    @Test
    void aClusterBeingMadeCanBeDeleted() throws InterruptedException {
        dsql.databases.hold();
        String id = create(false, null).identifier();
        delete(id);

        dsql.databases.release();

        await(() -> dsql.service.clusters().isEmpty());
        assertThat(dsql.databases.existing()).isEmpty();
    }

    @Test
    void clustersAreListedInPagesOldestFirst() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> {
                    dsql.passTime(Duration.ofSeconds(1));
                    return create(null, null).identifier();
                })
                .toList();

        ListClusters.Answer first = list(2, null);
        ListClusters.Answer second = list(2, first.nextToken());
        ListClusters.Answer third = list(2, second.nextToken());

        assertThat(List.of(first, second, third))
                .flatExtracting(ListClusters.Answer::clusters)
                .extracting(ListClusters.Item::identifier)
                .containsExactlyElementsOf(ids);
        assertThat(third.nextToken()).isNull();
    }

    @Test
    void aForeignPageTokenIsRefused() {
        ApiException refusal = dsql.refusal(ListClusters.class, new ListClusters.Request(null, "!"));

        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.fields())
                .containsEntry("reason", "fieldValidationFailed")
                .containsKey("fieldList");
    }

    @Test
    void anIdentifierThatNoClusterCanHaveIsNotFound() {
        for (String id : List.of(UNKNOWN, "11111111111111111111111111")) {
            assertThat(dsql.refusal(GetCluster.class, new GetCluster.Request(id))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatThisServerCannotDoIsRefusedAndNotForgotten() {
        MultiRegionProperties multiRegion = new MultiRegionProperties("us-west-2", null);

        for (CreateCluster.Request request : List.of(
                new CreateCluster.Request(null, "alias/mine", null, null, null, null, null),
                new CreateCluster.Request(null, null, null, null, multiRegion, null, null),
                new CreateCluster.Request(null, null, null, null, null, "{}", null))) {
            assertThat(dsql.refusal(CreateCluster.class, request).code()).isEqualTo("ValidationException");
        }
        assertThat(dsql.service.clusters()).isEmpty();
    }

    @Test
    void creatingWithTagsNeedsTagResourceToo() {
        dsql.allowOnly(permission -> !permission.action().equals("dsql:TagResource"));

        ApiException refusal = dsql.refusal(CreateCluster.class, request(null, Map.of("k", "v"), null));

        assertThat(refusal.code()).isEqualTo("AccessDeniedException");
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(dsql.asked())
                .first()
                .isEqualTo(new Permission(
                        "dsql:CreateCluster",
                        "arn:aws:dsql:us-east-1:123456789012:cluster/*",
                        Map.of("aws:RequestTag/k", List.of("v"), "aws:TagKeys", List.of("k"))));
        assertThat(dsql.service.clusters()).isEmpty();
    }

    @Test
    void aPermissionOnAClusterKnowsItsTags() {
        String id = create(null, Map.of("team", "a")).identifier();

        get(id);

        assertThat(dsql.asked())
                .last()
                .isEqualTo(new Permission(
                        "dsql:GetCluster",
                        "arn:aws:dsql:us-east-1:123456789012:cluster/" + id,
                        Map.of("aws:ResourceTag/team", List.of("a"))));
    }

    @Test
    void aFirstStartMakesAClusterThatIsReady() throws InterruptedException {
        ClusterId first = dsql.service.start();

        assertThat(get(first.value()).status()).isEqualTo("ACTIVE");
        assertThat(dsql.databases.running()).containsExactly(first);
        dsql.restart();
        assertThat(dsql.service.clusters()).extracting(Cluster::id).containsExactly(first);
        assertThat(dsql.databases.running()).containsExactly(first);
    }

    @Test
    void aFirstClusterThatCannotBeMadeIsSaidAloud() {
        dsql.databases.failCreating("no room");

        assertThatThrownBy(() -> dsql.service.start()).hasMessageContaining("no room");

        assertThat(dsql.service.clusters())
                .as("left for the next start")
                .extracting(cluster -> cluster.state().status())
                .containsExactly("CREATING");
    }

    @Test
    void aClusterBeingMadeIsMadeAfterARestart() throws InterruptedException {
        dsql.service.start();
        dsql.databases.hold();
        String id = create(null, null).identifier();
        dsql.service.close();
        dsql.databases.release();

        dsql.restart();

        await(() -> get(id).status().equals("ACTIVE"));
    }

    private CreateCluster.Answer create(@Nullable Boolean protection, @Nullable Map<String, String> tags) {
        return dsql.call(CreateCluster.class, request(protection, tags, null));
    }

    private static CreateCluster.Request request(
            @Nullable Boolean protection, @Nullable Map<String, String> tags, @Nullable String token) {
        return new CreateCluster.Request(protection, null, tags, token, null, null, null);
    }

    private GetCluster.Answer get(String id) {
        return dsql.call(GetCluster.class, new GetCluster.Request(id));
    }

    private ClusterAnswer update(String id, boolean protection) {
        return dsql.call(UpdateCluster.class, new UpdateCluster.Request(id, protection, null, null, null));
    }

    private ClusterAnswer delete(String id) {
        return dsql.call(DeleteCluster.class, new DeleteCluster.Request(id, null));
    }

    private ListClusters.Answer list(int size, @Nullable String token) {
        return dsql.call(ListClusters.class, new ListClusters.Request(size, token));
    }
}
