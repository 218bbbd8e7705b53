package dev.freshet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;

/** What the authorizer knows of a request without being told. */
class IdentitiesTest {
    private TestIdentity identity;
    private IamClient iam;

    @BeforeEach
    void start() {
        identity = TestIdentity.start();
        iam = identity.iam();
        iam.createUser(r -> r.userName("ann").path("/staff/"));
    }

    @AfterEach
    void stop() {
        iam.close();
        identity.close();
    }

    @Test
    void theAccountItselfIsNotLimited() {
        assertThat(identity.services()
                        .identities()
                        .decide(new Principal.Root(TestGateway.ACCOUNT), Permission.of("s3:Any", "*")))
                .isEqualTo(new Decision.Allowed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    StringEquals | aws:PrincipalArn          | arn:aws:iam::123456789012:user/staff/ann
                    StringEquals | aws:PrincipalAccount      | 123456789012
                    StringEquals | aws:PrincipalType         | User
                    StringLike   | aws:userid                | AIDA*
                    StringEquals | aws:username              | ann
                    StringEquals | aws:ResourceAccount       | 123456789012
                    Bool         | aws:PrincipalIsAWSService | false
                    Bool         | aws:ViaAWSService         | false
                    Null         | aws:TokenIssueTime        | true
                    Null         | aws:MultiFactorAuthPresent | true
                    Null         | aws:SourceArn             | true
                    DateGreaterThan | aws:CurrentTime        | 2020-01-01
                    NumericGreaterThan | aws:EpochTime       | 1600000000
                    StringEquals | kinesis:Something         | told
                    """)
    void keysAboutTheRequestAreKnown(String operator, String key, String value) {
        allow(operator, key, value);
        assertThat(decide()).isEqualTo(new Decision.Allowed());
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument(GuidePolicies.PERMISSIONS));
        assertThat(decide()).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void whoIsToldToBeSomebodyElseIsNotBelieved() {
        allow("StringEquals", "aws:PrincipalAccount", "999999999999");
        Principal ann = ann();
        Permission lie = new Permission(
                "kinesis:PutRecord",
                "arn:aws:kinesis:us-east-1:123456789012:stream/s",
                Map.of("aws:PrincipalAccount", List.of("999999999999")));
        assertThat(identity.services().identities().decide(ann, lie)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void anExplicitDenyIsNamed() {
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
                        """));
        assertThat(decide())
                .isEqualTo(new Decision.Denied(
                        "User: arn:aws:iam::123456789012:user/staff/ann is not authorized to perform: kinesis:PutRecord on"
                                + " resource: arn:aws:kinesis:us-east-1:123456789012:stream/s with an explicit deny in an"
                                + " identity-based policy"));
    }

    @Test
    void anotherAccountsResourceNeedsThatAccountsPolicyToo() {
        allow("StringEquals", "aws:PrincipalAccount", "123456789012");
        Permission foreign = Permission.of("kinesis:PutRecord", "arn:aws:kinesis:us-east-1:210987654321:stream/s");
        assertThat(identity.services().identities().decide(ann(), foreign))
                .isEqualTo(new Decision.Denied(
                        "User: arn:aws:iam::123456789012:user/staff/ann is not authorized to perform: kinesis:PutRecord on"
                                + " resource: arn:aws:kinesis:us-east-1:210987654321:stream/s because no resource-based"
                                + " policy allows the kinesis:PutRecord action"));
    }

    @Test
    void aResourcesPolicyAllowsWithinTheAccountAndDeniesAboveAll() {
        Principal ann = ann();
        assertThat(identity.services().identities().decide(ann, guarded("Allow")))
                .isEqualTo(new Decision.Allowed());
        allow("StringEquals", "aws:PrincipalAccount", "123456789012");

        assertThat(identity.services().identities().decide(ann, guarded("Deny")))
                .isEqualTo(new Decision.Denied(
                        "User: arn:aws:iam::123456789012:user/staff/ann is not authorized to perform: kinesis:PutRecord on"
                                + " resource: arn:aws:kinesis:us-east-1:123456789012:stream/s with an explicit deny in a"
                                + " resource-based policy"));
    }

    private static Permission guarded(String effect) {
        return new Permission(
                "kinesis:PutRecord",
                "arn:aws:kinesis:us-east-1:123456789012:stream/s",
                Map.of(),
                Optional.of("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "%s", "Action": "kinesis:PutRecord",
                          "Principal": {"AWS": "arn:aws:iam::123456789012:user/staff/ann"},
                          "Resource": "arn:aws:kinesis:us-east-1:123456789012:stream/s"}}
                        """.formatted(effect)));
    }

    @Test
    void aResourcesPolicyWithAFaultIsFoundOutBeforeItIsPut() {
        assertThat(identity.services().identities().faultOf("{}")).isPresent();
        assertThat(identity.services()
                        .identities()
                        .faultOf(guarded("Allow").resourcePolicy().orElseThrow()))
                .isEmpty();
    }

    private Principal ann() {
        return new Principal.User(
                TestGateway.ACCOUNT,
                "/staff/",
                "ann",
                iam.getUser(r -> r.userName("ann")).user().userId());
    }

    private Decision decide() {
        return identity.services()
                .identities()
                .decide(
                        ann(),
                        new Permission(
                                "kinesis:PutRecord",
                                "arn:aws:kinesis:us-east-1:123456789012:stream/s",
                                Map.of("kinesis:Something", List.of("told"))));
    }

    private void allow(String operator, String key, String value) {
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kinesis:*", "Resource": "*",
                          "Condition": {"%s": {"%s": "%s"}}}}
                        """.formatted(operator, key, value)));
    }
}
