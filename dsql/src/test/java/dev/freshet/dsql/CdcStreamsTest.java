package dev.freshet.dsql;

import static dev.freshet.dsql.TestDsql.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.dsql.Targets.Finding;
import dev.freshet.dsql.actions.CreateCluster;
import dev.freshet.dsql.actions.CreateStream;
import dev.freshet.dsql.actions.DeleteCluster;
import dev.freshet.dsql.actions.DeleteStream;
import dev.freshet.dsql.actions.GetStream;
import dev.freshet.dsql.actions.ListStreams;
import dev.freshet.dsql.actions.TargetDefinition;
import dev.freshet.dsql.actions.UpdateCluster;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CdcStreamsTest {
    private static final String DATA_STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/my-cdc-stream";
    private static final String ROLE = "arn:aws:iam::123456789012:role/dsql-cdc-role";

    private final TestDsql dsql = new TestDsql();
    private String cluster = "";

    @BeforeEach
    void makeCluster() throws InterruptedException {
        cluster = dsql.service.start().value();
    }

    @AfterEach
    void close() {
        dsql.close();
    }

    @Test
    void aNewCdcStreamIsCreatingAndActiveWhenItsFenceStands() throws InterruptedException {
        CreateStream.Answer answer = create();

        assertThat(answer.status()).isEqualTo("CREATING");
        assertThat(answer.arn())
                .isEqualTo("arn:aws:dsql:us-east-1:123456789012:cluster/" + cluster + "/stream/"
                        + answer.streamIdentifier());
        await(() -> dsql.pipelines.runs(answer.streamIdentifier()));
        assertThat(get(answer).status()).isEqualTo("CREATING");

        dsql.pipelines.of(answer.streamIdentifier()).active();

        GetStream.Answer active = get(answer);
        assertThat(active.status()).isEqualTo("ACTIVE");
        assertThat(active.statusReason()).isNull();
        assertThat(active.targetDefinition()).isEqualTo(target(DATA_STREAM, ROLE));
        assertThat(active.ordering()).isEqualTo("UNORDERED");
        assertThat(active.format()).isEqualTo("JSON");
        assertThat(active.tags()).containsExactly(Map.entry("Name", "s"));
    }

    @Test
    void anImpairedCdcStreamSaysWhyAndSinceWhen() throws InterruptedException {
        CreateStream.Answer stream = createActive();
        dsql.passTime(Duration.ofMinutes(1));

        dsql.pipelines.of(stream.streamIdentifier()).impaired(StreamFailureErrorCode.KINESIS_ACCESS_DENIED);

        assertThat(get(stream).status()).isEqualTo("IMPAIRED");
        assertThat(get(stream).statusReason())
                .isEqualTo(new GetStream.StatusReason("KINESIS_ACCESS_DENIED", dsql.now()));

        dsql.pipelines.of(stream.streamIdentifier()).active();

        assertThat(get(stream).status()).isEqualTo("ACTIVE");
        assertThat(get(stream).statusReason()).isNull();
    }

    @Test
    void anImpairmentToldAgainKeepsItsTime() throws InterruptedException {
        CreateStream.Answer stream = createActive();
        dsql.pipelines.of(stream.streamIdentifier()).impaired(StreamFailureErrorCode.ROLE_ACCESS_DENIED);
        GetStream.Answer first = get(stream);

        dsql.passTime(Duration.ofMinutes(1));
        dsql.pipelines.of(stream.streamIdentifier()).impaired(StreamFailureErrorCode.ROLE_ACCESS_DENIED);

        assertThat(get(stream)).isEqualTo(first);
    }

    @Test
    void aFailedCdcStreamNeverRecoversAndItsPipelineEnds() throws InterruptedException {
        CreateStream.Answer stream = createActive();
        Pipelines.Listener listener = dsql.pipelines.of(stream.streamIdentifier());

        listener.failed(StreamFailureErrorCode.KINESIS_STREAM_NOT_FOUND);
        await(() -> dsql.pipelines.calls().contains("end " + stream.streamIdentifier()));
        listener.active();

        assertThat(get(stream).status()).isEqualTo("FAILED");
        assertThat(get(stream).statusReason())
                .isEqualTo(new GetStream.StatusReason("KINESIS_STREAM_NOT_FOUND", dsql.now()));
    }

    @Test
    void aDeletedCdcStreamIsGoneWhenItsPipelineHasEnded() throws InterruptedException {
        CreateStream.Answer stream = createActive();
        dsql.pipelines.failNextEnds(Integer.MAX_VALUE);

        DeleteStream.Answer answer = delete(stream);

        assertThat(answer.status()).isEqualTo("DELETING");
        assertThat(get(stream).status()).isEqualTo("DELETING");
        dsql.pipelines.failNextEnds(0);
        await(() -> dsql.service.cdcStreams().isEmpty());
        ApiException refusal = dsql.refusal(GetStream.class, new GetStream.Request(cluster, stream.streamIdentifier()));
        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refusal.fields())
                .containsEntry("resourceId", stream.streamIdentifier())
                .containsEntry("resourceType", "stream");
    }

    @Test
    void aDeletingCdcStreamListensNoMore() throws InterruptedException {
        CreateStream.Answer stream = createActive();
        Pipelines.Listener listener = dsql.pipelines.of(stream.streamIdentifier());
        dsql.pipelines.failNextEnds(Integer.MAX_VALUE);
        delete(stream);

        listener.impaired(StreamFailureErrorCode.INTERNAL_ERROR);

        assertThat(get(stream).status()).isEqualTo("DELETING");
    }

    @Test
    void theSixthCdcStreamIsOneTooMany() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            create();
        }

        ApiException refusal = dsql.refusal(CreateStream.class, request(DATA_STREAM, ROLE, null));

        assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
        assertThat(refusal.status()).isEqualTo(402);
        assertThat(refusal.text()).isEqualTo("You have reached the stream limit.");
    }

    @Test
    void failedCdcStreamsCountTowardTheQuotaAndDeletingOnesDoNot() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            create();
        }
        CreateStream.Answer failed = createActive();
        dsql.pipelines.of(failed.streamIdentifier()).failed(StreamFailureErrorCode.INTERNAL_ERROR);
        assertThat(dsql.refusal(CreateStream.class, request(DATA_STREAM, ROLE, null))
                        .status())
                .isEqualTo(402);

        dsql.pipelines.failNextEnds(1000);
        delete(failed);

        assertThat(create().status()).isEqualTo("CREATING");
    }

    @Test
    void aClusterThatIsNotActiveTakesNoCdcStream() {
        dsql.databases.hold();
        String creating = dsql.call(
                        CreateCluster.class, new CreateCluster.Request(null, null, null, null, null, null, null))
                .identifier();

        ApiException refusal = dsql.refusal(
                CreateStream.class,
                new CreateStream.Request(creating, target(DATA_STREAM, ROLE), "UNORDERED", "JSON", null, null));

        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.text()).contains("CREATING").contains("ACTIVE");
    }

    @Test
    void aClusterWithCdcStreamsIsNotDeleted() {
        create();
        dsql.call(UpdateCluster.class, new UpdateCluster.Request(cluster, false, null, null, null));

        ApiException refusal = dsql.refusal(DeleteCluster.class, new DeleteCluster.Request(cluster, null));

        assertThat(refusal.code()).isEqualTo("ConflictException");
        assertThat(refusal.fields()).containsEntry("resourceId", cluster);
    }

    @Test
    void everyFaultOfATargetIsNamed() {
        assertThat(faultOf(new Finding.NoSuchRole())).contains(ROLE).contains("does not exist");
        assertThat(faultOf(new Finding.TrustRefused("aws:SourceAccount is not 1")))
                .contains(ROLE)
                .contains("dsql.amazonaws.com")
                .contains("aws:SourceAccount is not 1");
        assertThat(faultOf(new Finding.NoSuchDataStream()))
                .contains(DATA_STREAM)
                .contains("does not exist");
        assertThat(dsql.service.cdcStreams()).isEmpty();
    }

    private String faultOf(Finding finding) {
        dsql.targets.find(finding);
        return refusalOf(DATA_STREAM, ROLE).text();
    }

    private ApiException refusalOf(String dataStream, String role) {
        ApiException refusal = dsql.refusal(CreateStream.class, request(dataStream, role, null));
        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.status()).isEqualTo(400);
        return refusal;
    }

    @Test
    void aTargetOfAnotherAccountOrRegionIsRefusedByName() {
        String otherRegion = "arn:aws:kinesis:eu-west-1:123456789012:stream/s";
        String otherAccount = "arn:aws:kinesis:us-east-1:999999999999:stream/s";
        String otherRole = "arn:aws:iam::999999999999:role/r";

        assertThat(refusalOf(otherRegion, ROLE).text()).contains("eu-west-1").contains("us-east-1");
        assertThat(refusalOf(otherAccount, ROLE).text())
                .contains("999999999999")
                .contains("123456789012");
        assertThat(refusalOf(DATA_STREAM, otherRole).text()).contains("999999999999");
        assertThat(dsql.targets.checkedFor()).isEmpty();
    }

    @Test
    void theTargetIsTriedForTheVeryCdcStream() {
        CreateStream.Answer answer = create();

        assertThat(dsql.targets.checkedFor()).hasToString("[" + answer.arn() + "]");
    }

    @Test
    void creatingNeedsPassRoleForTheService() {
        dsql.allowOnly(permission -> !permission.action().equals("iam:PassRole"));

        ApiException refusal = dsql.refusal(CreateStream.class, request(DATA_STREAM, ROLE, null));

        assertThat(refusal.code()).isEqualTo("AccessDeniedException");
        assertThat(refusal.text()).contains("iam:PassRole");
        assertThat(dsql.asked())
                .contains(new Permission(
                        "iam:PassRole", ROLE, Map.of("iam:PassedToService", List.of("dsql.amazonaws.com"))));
    }

    @Test
    void aRepeatedTokenCreatesOneCdcStream() throws InterruptedException {
        CreateStream.Request request = request(DATA_STREAM, ROLE, "token");
        CreateStream.Answer first = dsql.call(CreateStream.class, request);

        dsql.targets.find(new Finding.NoSuchRole());

        assertThat(dsql.call(CreateStream.class, request)).isEqualTo(first);
        assertThat(dsql.service.cdcStreams()).hasSize(1);
        assertThat(dsql.refusal(CreateStream.class, request(DATA_STREAM, ROLE + "2", "token"))
                        .code())
                .isEqualTo("ConflictException");
    }

    @Test
    void cdcStreamsAreListedInPages() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> {
                    dsql.passTime(Duration.ofSeconds(1));
                    return create().streamIdentifier();
                })
                .toList();

        ListStreams.Answer first = dsql.call(ListStreams.class, new ListStreams.Request(cluster, 3, null));
        ListStreams.Answer rest = dsql.call(ListStreams.class, new ListStreams.Request(cluster, 3, first.nextToken()));

        assertThat(List.of(first, rest))
                .flatExtracting(ListStreams.Answer::streams)
                .extracting(ListStreams.Item::streamIdentifier)
                .containsExactlyElementsOf(ids);
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void everyStateIsTakenUpAfterARestart() throws InterruptedException {
        CreateStream.Answer creating = create();
        await(() -> dsql.pipelines.calls().contains("begin " + creating.streamIdentifier()));
        CreateStream.Answer active = createActive();
        CreateStream.Answer impaired = createActive();
        dsql.pipelines.of(impaired.streamIdentifier()).impaired(StreamFailureErrorCode.KINESIS_OVERSIZE_RECORD);
        CreateStream.Answer deleting = createActive();
        dsql.pipelines.failNextEnds(Integer.MAX_VALUE);
        delete(deleting);
        await(() -> dsql.pipelines.calls().contains("end " + deleting.streamIdentifier()));
        int before = dsql.pipelines.calls().size();

        dsql.restart();
        dsql.pipelines.failNextEnds(0);

        await(() -> dsql.service.cdcStreams().size() == 3);
        await(() -> Set.copyOf(callsSince(before)).size() == 4);
        String end = "end " + deleting.streamIdentifier();
        assertThat(callsSince(before))
                .filteredOn(call -> !call.equals(end))
                .containsExactlyInAnyOrder(
                        "begin " + creating.streamIdentifier(),
                        "resume " + active.streamIdentifier(),
                        "resume " + impaired.streamIdentifier());
        // One that failed is tried again.
        assertThat(callsSince(before)).contains(end);
    }

    private List<String> callsSince(int before) {
        List<String> calls = dsql.pipelines.calls();
        return calls.subList(before, calls.size());
    }

    private CreateStream.Answer create() {
        return dsql.call(CreateStream.class, request(DATA_STREAM, ROLE, null));
    }

    private CreateStream.Answer createActive() throws InterruptedException {
        CreateStream.Answer answer = create();
        await(() -> dsql.pipelines.runs(answer.streamIdentifier()));
        dsql.pipelines.of(answer.streamIdentifier()).active();
        return answer;
    }

    private CreateStream.Request request(String dataStream, String role, @Nullable String token) {
        return new CreateStream.Request(
                cluster, target(dataStream, role), "UNORDERED", "JSON", Map.of("Name", "s"), token);
    }

    private static TargetDefinition target(String dataStream, String role) {
        return new TargetDefinition(new TargetDefinition.Kinesis(dataStream, role));
    }

    private GetStream.Answer get(CreateStream.Answer stream) {
        return dsql.call(GetStream.class, new GetStream.Request(cluster, stream.streamIdentifier()));
    }

    private DeleteStream.Answer delete(CreateStream.Answer stream) {
        return dsql.call(DeleteStream.class, new DeleteStream.Request(cluster, stream.streamIdentifier(), null));
    }
}
