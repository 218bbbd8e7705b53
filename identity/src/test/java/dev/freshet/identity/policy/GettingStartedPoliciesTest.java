package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The two documents of "Getting started with CDC streams" in the Aurora DSQL User Guide, placeholders filled in. */
class GettingStartedPoliciesTest {
    static final String STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/my-cdc-stream";
    static final String CLUSTER = "arn:aws:dsql:us-east-1:123456789012:cluster/kiabvsqdsqlnsz5uovcmvsm2oy";
    static final String ROLE = "arn:aws:iam::123456789012:role/dsql-cdc-role";
    static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";

    private static final PolicyDocument TRUST = Requests.trustPolicy("""
            { "Sid": "DSQLAccess", "Effect": "Allow", "Principal": { "Service": "dsql.amazonaws.com" },
              "Action": "sts:AssumeRole", "Condition": {
                "StringEquals": { "aws:SourceAccount": "123456789012" },
                "ArnLike": { "aws:SourceArn": "%s/stream/*" } } }
            """.formatted(CLUSTER));

    private static final PolicyDocument PERMISSIONS = Requests.identityPolicy("""
            { "Sid": "KinesisAccess", "Effect": "Allow",
              "Action": [ "kinesis:PutRecord", "kinesis:PutRecords", "kinesis:DescribeStreamSummary", "kinesis:ListShards" ],
              "Resource": "%1$s" },
            { "Sid": "KMSAccess", "Effect": "Allow", "Action": [ "kms:GenerateDataKey" ],
              "Resource": "arn:aws:kms:*:*:key/*", "Condition": { "StringEquals": {
                "kms:ViaService": "kinesis.us-east-1.amazonaws.com",
                "kms:EncryptionContext:aws:kinesis:arn": "%1$s",
                "aws:ResourceAccount": "${aws:PrincipalAccount}" } } }
            """.formatted(STREAM));

    @Test
    void dsqlMayAssumeTheRoleForAStreamOfTheCluster() {
        assertThat(assume(Requests.DSQL, "123456789012", CLUSTER + "/stream/w2xyz"))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void nobodyElseAndNothingElseMay() {
        Verdict refused = new Verdict.NotAllowed(PolicyType.ROLE_TRUST);
        assertThat(assume(new Requester.AwsService("firehose.amazonaws.com"), "123456789012", CLUSTER + "/stream/s"))
                .isEqualTo(refused);
        assertThat(assume(Requests.DSQL, "210987654321", CLUSTER + "/stream/s")).isEqualTo(refused);
        assertThat(assume(Requests.DSQL, "123456789012", CLUSTER.replace("kiab", "xxxx") + "/stream/s"))
                .isEqualTo(refused);
        assertThat(assume(Requests.DSQL, "123456789012", CLUSTER)).isEqualTo(refused);
        assertThat(assume(Requests.ROLE, "123456789012", CLUSTER + "/stream/s")).isEqualTo(refused);
    }

    @Test
    void theConditionsThatWereNotMetAreKnown() {
        AccessRequest request = Requests.of(
                Requests.DSQL,
                "sts:AssumeRole",
                ROLE,
                Map.of("aws:SourceAccount", List.of("210987654321"), "aws:SourceArn", List.of(CLUSTER)));
        assertThat(TRUST.namesRequester(request)).isTrue();
        assertThat(TRUST.unmetConditions(request))
                .map(Condition::key)
                .containsExactly(new ConditionKey("aws:SourceAccount"), new ConditionKey("aws:SourceArn"));
        assertThat(TRUST.namesRequester(Requests.of("sts:AssumeRole", ROLE))).isFalse();
    }

    @Test
    void theRoleMayDoWhatDeliveryNeeds() {
        for (String action : List.of("PutRecord", "PutRecords", "DescribeStreamSummary", "ListShards")) {
            assertThat(Requests.allows(PERMISSIONS, Requests.of("kinesis:" + action, STREAM)))
                    .as(action)
                    .isTrue();
        }
        assertThat(Requests.allows(PERMISSIONS, Requests.of("kinesis:GetRecords", STREAM)))
                .isFalse();
        assertThat(Requests.allows(PERMISSIONS, Requests.of("kinesis:PutRecords", STREAM + "2")))
                .isFalse();
    }

    @Test
    void theKeyMayBeUsedUnderAllThreeConditionsOnly() {
        Map<String, List<String>> keys = Map.of(
                "kms:ViaService", List.of("kinesis.us-east-1.amazonaws.com"),
                "kms:EncryptionContext:aws:kinesis:arn", List.of(STREAM),
                "aws:ResourceAccount", List.of("123456789012"),
                "aws:PrincipalAccount", List.of("123456789012"));
        assertThat(Requests.allows(PERMISSIONS, Requests.of("kms:GenerateDataKey", KEY, keys)))
                .isTrue();
        for (String key : keys.keySet()) {
            Map<String, List<String>> lacking = new HashMap<>(keys);
            lacking.remove(key);
            assertThat(Requests.allows(PERMISSIONS, Requests.of("kms:GenerateDataKey", KEY, lacking)))
                    .as("without " + key)
                    .isFalse();
            lacking.put(key, List.of("210987654321"));
            assertThat(Requests.allows(PERMISSIONS, Requests.of("kms:GenerateDataKey", KEY, lacking)))
                    .as("with another " + key)
                    .isFalse();
        }
    }

    private static Verdict assume(Requester requester, String sourceAccount, String sourceArn) {
        AccessRequest request = Requests.of(
                requester,
                "sts:AssumeRole",
                ROLE,
                Map.of("aws:SourceAccount", List.of(sourceAccount), "aws:SourceArn", List.of(sourceArn)));
        return Evaluation.decide(ApplicablePolicies.of(List.of()).with(OnResource.trust(TRUST)), request);
    }
}
