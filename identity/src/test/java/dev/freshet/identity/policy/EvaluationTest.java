package dev.freshet.identity.policy;

import static dev.freshet.identity.policy.Requests.identityPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final String STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s";
    private static final AccessRequest PUT = Requests.of("kinesis:PutRecords", STREAM);
    private static final PolicyDocument ALLOW =
            identityPolicy("{'Effect': 'Allow', 'Action': 'kinesis:Put*', 'Resource': '*'}");
    private static final PolicyDocument DENY =
            identityPolicy("{'Effect': 'Deny', 'Action': 'KINESIS:putrecords', 'Resource': '*'}");
    private static final PolicyDocument OTHER =
            identityPolicy("{'Effect': 'Allow', 'Action': 'kinesis:Get*', 'Resource': '*'}");

    @Test
    void nothingIsAllowedThatNoPolicyAllows() {
        assertThat(decide(List.of())).isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
        assertThat(decide(List.of(OTHER))).isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
    }

    @Test
    void oneAllowingPolicyIsEnough() {
        assertThat(decide(List.of(OTHER, ALLOW))).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void anExplicitDenyWins() {
        assertThat(decide(List.of(ALLOW, DENY))).isEqualTo(new Verdict.ExplicitlyDenied(PolicyType.IDENTITY_BASED));
    }

    @Test
    void aBoundaryLimitsButDoesNotGive() {
        assertThat(decide(List.of(ALLOW), Optional.of(ALLOW), List.of())).isEqualTo(new Verdict.Allowed());
        assertThat(decide(List.of(ALLOW), Optional.of(OTHER), List.of()))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.PERMISSIONS_BOUNDARY));
        assertThat(decide(List.of(OTHER), Optional.of(ALLOW), List.of()))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
        assertThat(decide(List.of(ALLOW), Optional.of(DENY), List.of()))
                .isEqualTo(new Verdict.ExplicitlyDenied(PolicyType.PERMISSIONS_BOUNDARY));
    }

    @Test
    void sessionPoliciesLimitTogether() {
        assertThat(decide(List.of(ALLOW), Optional.empty(), List.of(OTHER, ALLOW)))
                .isEqualTo(new Verdict.Allowed());
        assertThat(decide(List.of(ALLOW), Optional.empty(), List.of(OTHER)))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.SESSION));
        assertThat(decide(List.of(ALLOW), Optional.empty(), List.of(ALLOW, DENY)))
                .isEqualTo(new Verdict.ExplicitlyDenied(PolicyType.SESSION));
    }

    @Test
    void notActionAndNotResourceMeanEverythingElse() {
        PolicyDocument document =
                identityPolicy("{'Effect': 'Allow', 'NotAction': 'iam:*', 'NotResource': 'arn:aws:s3:::secret/*'}");
        assertThat(Requests.allows(document, Requests.of("s3:Get", "arn:aws:s3:::open/x")))
                .isTrue();
        assertThat(Requests.allows(document, Requests.of("s3:Get", "arn:aws:s3:::secret/x")))
                .isFalse();
        assertThat(Requests.allows(document, Requests.of("iam:CreateRole", "arn:aws:s3:::open/x")))
                .isFalse();
    }

    @Test
    void resourcesAreComparedWithCaseAndActionsWithout() {
        PolicyDocument document =
                identityPolicy("{'Effect': 'Allow', 'Action': 'Kinesis:PUT*', 'Resource': '%s'}".formatted(STREAM));
        assertThat(Requests.allows(document, PUT)).isTrue();
        assertThat(Requests.allows(document, Requests.of("kinesis:PutRecords", STREAM.replace("/s", "/S"))))
                .isFalse();
    }

    @Test
    void aPolicyOnTheResourceIsEnoughWhenItNamesTheRequester() {
        assertThat(decide(List.of(), resourcePolicy("arn:aws:iam::123456789012:role/service/writer"), ACCOUNTS_OWN))
                .isEqualTo(new Verdict.Allowed());
        assertThat(decide(
                        List.of(),
                        resourcePolicy("arn:aws:sts::123456789012:assumed-role/writer/session"),
                        ACCOUNTS_OWN))
                .isEqualTo(new Verdict.Allowed());
        assertThat(decide(List.of(), resourcePolicy("arn:aws:iam::123456789012:role/other"), ACCOUNTS_OWN))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
    }

    @Test
    void aPolicyOnTheResourceThatNamesTheAccountLeavesItToTheAccount() {
        OnResource policy = resourcePolicy("123456789012");
        assertThat(decide(List.of(), policy, ACCOUNTS_OWN))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
        assertThat(decide(List.of(ALLOW), policy, ACCOUNTS_OWN)).isEqualTo(new Verdict.Allowed());
    }

    @Test
    void acrossAccountsBothSidesMustAllow() {
        OnResource policy = resourcePolicy("123456789012");
        assertThat(decide(List.of(ALLOW), policy, FOREIGN)).isEqualTo(new Verdict.Allowed());
        assertThat(decide(List.of(), policy, FOREIGN)).isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
        assertThat(decide(List.of(), resourcePolicy("arn:aws:iam::123456789012:role/service/writer"), FOREIGN))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.IDENTITY_BASED));
        assertThat(decide(List.of(ALLOW), resourcePolicy("999999999999"), FOREIGN))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.RESOURCE_BASED));
        assertThat(Evaluation.decide(ApplicablePolicies.of(List.of(ALLOW)), FOREIGN))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.RESOURCE_BASED));
    }

    @Test
    void aDecisivePolicyMustSpeak() {
        PolicyDocument trust = Requests.trustPolicy(
                "{'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::123456789012:role/other'}, 'Action': 'sts:AssumeRole'}");
        PolicyDocument everything = identityPolicy("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
        AccessRequest assume = Requests.of("sts:AssumeRole", "arn:aws:iam::123456789012:role/r");
        assertThat(decide(List.of(everything), OnResource.trust(trust), assume))
                .isEqualTo(new Verdict.NotAllowed(PolicyType.ROLE_TRUST));
    }

    @Test
    void notPrincipalNamesEverybodyElse() {
        PolicyDocument document = Requests.document(
                "{'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::123456789012:role/service/writer'},"
                        + " 'Action': 'kinesis:*', 'Resource': '*'}",
                PolicyType.RESOURCE_BASED);
        assertThat(document.answer(PUT)).isEqualTo(PolicyDocument.Answer.SILENT);
        AccessRequest bobs = Requests.of(
                new Requester.Identity(Requests.ACCOUNT, List.of("arn:aws:iam::123456789012:user/bob")),
                "kinesis:PutRecords",
                STREAM,
                Map.of());
        assertThat(document.answer(bobs)).isEqualTo(PolicyDocument.Answer.DENIES);
    }

    @Test
    void refusalsAreWordedAsAwsDoes() {
        assertThat(Refusal.implicit("arn:caller", PUT, new Verdict.NotAllowed(PolicyType.IDENTITY_BASED)))
                .isEqualTo("User: arn:caller is not authorized to perform: kinesis:PutRecords on resource: " + STREAM
                        + " because no identity-based policy allows the kinesis:PutRecords action");
        assertThat(Refusal.explicit("arn:caller", PUT, new Verdict.ExplicitlyDenied(PolicyType.PERMISSIONS_BOUNDARY)))
                .isEqualTo("User: arn:caller is not authorized to perform: kinesis:PutRecords on resource: " + STREAM
                        + " with an explicit deny in a permissions boundary");
    }

    private static final AccessRequest ACCOUNTS_OWN = PUT;
    private static final AccessRequest FOREIGN = new AccessRequest(
            Requests.ROLE,
            "kinesis:PutRecords",
            STREAM,
            Optional.of(new AccountId("999999999999")),
            ConditionKeys.NONE);

    private static OnResource resourcePolicy(String principal) {
        PolicyDocument document = Requests.document(
                "{'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': 'kinesis:*', 'Resource': '*'}"
                        .formatted(principal),
                PolicyType.RESOURCE_BASED);
        return new OnResource(PolicyType.RESOURCE_BASED, document, false);
    }

    private static Verdict decide(List<PolicyDocument> identity) {
        return Evaluation.decide(ApplicablePolicies.of(identity), PUT);
    }

    private static Verdict decide(
            List<PolicyDocument> identity, Optional<PolicyDocument> boundary, List<PolicyDocument> session) {
        return Evaluation.decide(new ApplicablePolicies(identity, boundary, session, Optional.empty()), PUT);
    }

    private static Verdict decide(List<PolicyDocument> identity, OnResource resource, AccessRequest request) {
        return Evaluation.decide(ApplicablePolicies.of(identity).with(resource), request);
    }
}
