package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Deliveries that are refused wait, say so, and go on when they may: nothing is lost. */
@Needs(Tool.BOTO3)
@ExtendWith(SharedFreshet.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpairmentIT {
    /** As promised: from the first refused record, and from the change of the policy. */
    private static final Duration IMPAIRED_LIMIT = Duration.ofSeconds(10);

    private static final Duration ACTIVE_AGAIN_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELIVERED_LIMIT = Duration.ofSeconds(60);

    private final FreshetServer server;
    private final Boto3 boto3;
    private final Workbench workbench;
    private String cluster = "";

    ImpairmentIT(FreshetServer server, Shell shell, Boto3 boto3) {
        this.server = server;
        this.boto3 = boto3;
        this.workbench = Workbench.of(boto3, shell);
    }

    @BeforeAll
    void createACluster() {
        cluster = workbench.cluster();
    }

    @AfterAll
    void deleteTheCluster() {
        workbench.deleteCluster(cluster);
    }

    private void insert(String table, int first, int last) {
        Database.run(
                server.user("--cluster", cluster),
                "CREATE TABLE IF NOT EXISTS " + table + " (id int PRIMARY KEY)",
                "INSERT INTO " + table + " SELECT * FROM generate_series(" + first + ", " + last + ")");
    }

    private Set<Integer> delivered(String dataStream, String table, Set<Integer> wanted) {
        return new DataStreamReader(boto3, dataStream)
                        .await(
                                "all rows of " + table,
                                DELIVERED_LIMIT,
                                changes -> ids(changes, table).containsAll(wanted))
                        .stream()
                        .filter(change -> change.table().equals(table))
                        .map(change -> change.column("id").asInt())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> ids(List<Change> changes, String table) {
        return changes.stream()
                .filter(change -> change.table().equals(table))
                .map(change -> change.column("id").asInt())
                .collect(Collectors.toSet());
    }

    private static Set<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aRoleWithoutPermissionImpairsUntilItHasIt() {
        String dataStream = workbench.dataStream("denied");
        String role = workbench.roleTrusting("denied", workbench.trust("cluster/*/stream/*"));
        workbench.permit("denied", dataStream, List.of("kinesis:PutRecord"));
        String cdcStream = workbench.cdcStream(cluster, dataStream, role);

        insert("denied_rows", 1, 20);
        JsonNode impaired = workbench.awaitStatus(cluster, cdcStream, "IMPAIRED", IMPAIRED_LIMIT);
        insert("denied_rows", 21, 40);
        workbench.permit("denied", dataStream, List.of("kinesis:PutRecord", "kinesis:PutRecords"));
        JsonNode active = workbench.awaitStatus(cluster, cdcStream, "ACTIVE", ACTIVE_AGAIN_LIMIT);

        assertThat(impaired.path("statusReason").path("error").asString()).isEqualTo("KINESIS_ACCESS_DENIED");
        assertThat(impaired.path("statusReason").path("updatedAt").isMissingNode())
                .isFalse();
        assertThat(active.has("statusReason")).isFalse();
        assertThat(delivered("denied", "denied_rows", range(1, 40))).isEqualTo(range(1, 40));
        workbench.deleteCdcStream(cluster, cdcStream);
    }

    @Test
    void aPermissionTakenAwayTakesEffectWithinSeconds() {
        String dataStream = workbench.dataStream("revoked");
        String role = workbench.role("revoked", dataStream);
        String cdcStream = workbench.cdcStream(cluster, dataStream, role);
        insert("revoked_rows", 1, 10);
        delivered("revoked", "revoked_rows", range(1, 10));

        workbench.permit("revoked", dataStream, List.of());
        insert("revoked_rows", 11, 20);
        JsonNode impaired = workbench.awaitStatus(cluster, cdcStream, "IMPAIRED", IMPAIRED_LIMIT);
        JsonNode shown = server.status("cdcStreams", cdcStream);
        workbench.permit("revoked", dataStream, List.of("kinesis:*"));
        workbench.awaitStatus(cluster, cdcStream, "ACTIVE", ACTIVE_AGAIN_LIMIT);

        assertThat(impaired.path("statusReason").path("error").asString()).isEqualTo("KINESIS_ACCESS_DENIED");
        assertThat(shown.path("status").asString()).isEqualTo("IMPAIRED");
        assertThat(shown.path("reason").asString()).isEqualTo("KINESIS_ACCESS_DENIED");
        assertThat(delivered("revoked", "revoked_rows", range(1, 20))).isEqualTo(range(1, 20));
        workbench.deleteCdcStream(cluster, cdcStream);
    }

    @Test
    void aTrustTakenAwayImpairsToo() {
        String dataStream = workbench.dataStream("distrusted");
        String role = workbench.role("distrusted", dataStream);
        String cdcStream = workbench.cdcStream(cluster, dataStream, role);
        trust("distrusted", workbench.trust("cluster/" + "a".repeat(26) + "/stream/*"));

        insert("distrusted_rows", 1, 10);
        JsonNode impaired = workbench.awaitStatus(cluster, cdcStream, "IMPAIRED", IMPAIRED_LIMIT);
        trust("distrusted", workbench.trust("cluster/" + cluster + "/stream/" + cdcStream));
        workbench.awaitStatus(cluster, cdcStream, "ACTIVE", ACTIVE_AGAIN_LIMIT);

        assertThat(impaired.path("statusReason").path("error").asString()).isEqualTo("ROLE_ACCESS_DENIED");
        assertThat(delivered("distrusted", "distrusted_rows", range(1, 10))).isEqualTo(range(1, 10));
        workbench.deleteCdcStream(cluster, cdcStream);
    }

    private void trust(String role, String trustPolicy) {
        boto3.call("iam", "update_assume_role_policy", Map.of("RoleName", role, "PolicyDocument", trustPolicy));
    }

    @Test
    void aRecordOverTheDataStreamsLimitImpairsItsCdcStreamAlone() {
        String small = workbench.dataStream("small-records", 1024);
        String large = workbench.dataStream("large-records");
        String impairedOne = workbench.cdcStream(cluster, small, workbench.role("small-records", small));
        String other = workbench.cdcStream(cluster, large, workbench.role("large-records", large));
        Database.run(
                server.user("--cluster", cluster),
                "CREATE TABLE sized_rows (id int PRIMARY KEY, body text)",
                "INSERT INTO sized_rows VALUES (1, 'fits')",
                "INSERT INTO sized_rows VALUES (2, repeat('x', 1048576))",
                "INSERT INTO sized_rows VALUES (3, 'fits')");

        JsonNode impaired = workbench.awaitStatus(cluster, impairedOne, "IMPAIRED", IMPAIRED_LIMIT);

        assertThat(impaired.path("statusReason").path("error").asString()).isEqualTo("KINESIS_OVERSIZE_RECORD");
        assertThat(delivered("large-records", "sized_rows", range(1, 3))).isEqualTo(range(1, 3));
        assertThat(workbench.describe(cluster, other).path("status").asString()).isEqualTo("ACTIVE");
        assertThat(delivered("small-records", "sized_rows", range(1, 1))).doesNotContain(2);
        workbench.deleteCdcStream(cluster, impairedOne);
        workbench.deleteCdcStream(cluster, other);
    }

    @Test
    void aDataStreamThatGoesAwayFailsTheCdcStream() {
        String dataStream = workbench.dataStream("vanishing");
        String cdcStream = workbench.cdcStream(cluster, dataStream, workbench.role("vanishing", dataStream));
        boto3.call("kinesis", "delete_stream", Map.of("StreamName", "vanishing"));

        insert("vanishing_rows", 1, 1);
        JsonNode failed = workbench.awaitStatus(cluster, cdcStream, "FAILED", ACTIVE_AGAIN_LIMIT);

        assertThat(failed.path("statusReason").path("error").asString()).isEqualTo("KINESIS_STREAM_NOT_FOUND");
        workbench.deleteCdcStream(cluster, cdcStream);
    }
}
