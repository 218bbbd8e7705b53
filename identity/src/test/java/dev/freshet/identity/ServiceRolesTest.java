package dev.freshet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.RoleAssumption.Assumed;
import dev.freshet.identity.RoleAssumption.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** The way of delivery: a role made with AWS's client is assumed by the service and authorised put by put. */
class ServiceRolesTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final String DSQL = "dsql.amazonaws.com";

    private TestIdentity identity;
    private IamClient iam;

    @BeforeEach
    void start() {
        identity = TestIdentity.start();
        iam = identity.iam();
    }

    @AfterEach
    void stop() {
        iam.close();
        identity.close();
    }

    @Test
    void theGuidesRoleLetsDsqlWriteAndNothingElse() {
        createGuideRole();
        Principal.RoleSession session = assumed();

        assertThat(session.arn()).startsWith("arn:aws:sts::123456789012:assumed-role/dsql-cdc-role/dsql-w2xyz");
        for (String action : List.of("PutRecord", "PutRecords", "DescribeStreamSummary", "ListShards")) {
            assertThat(decide(session, "kinesis:" + action, GuidePolicies.DATA_STREAM_ARN))
                    .as(action)
                    .isEqualTo(new Decision.Allowed());
        }
        assertThat(decide(session, "kinesis:PutRecords", GuidePolicies.DATA_STREAM_ARN + "-2"))
                .isEqualTo(new Decision.Denied("User: " + session.arn()
                        + " is not authorized to perform: kinesis:PutRecords on resource: "
                        + GuidePolicies.DATA_STREAM_ARN
                        + "-2 because no identity-based policy allows the kinesis:PutRecords action"));
    }

    @Test
    void theKmsStatementComparesTheKeysAccountWithTheRoles() {
        createGuideRole();
        Principal.RoleSession session = assumed();
        Map<String, List<String>> context = Map.of(
                "kms:ViaService", List.of("kinesis.us-east-1.amazonaws.com"),
                "kms:EncryptionContext:aws:kinesis:arn", List.of(GuidePolicies.DATA_STREAM_ARN));

        assertThat(decide(session, "kms:GenerateDataKey", "arn:aws:kms:us-east-1:123456789012:key/1", context))
                .isEqualTo(new Decision.Allowed());
        assertThat(decide(session, "kms:GenerateDataKey", "arn:aws:kms:us-east-1:210987654321:key/1", context))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(session, "kms:GenerateDataKey", "arn:aws:kms:us-east-1:123456789012:key/1", Map.of()))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aChangedPolicyCountsFromTheNextPutOn() {
        createGuideRole();
        Principal.RoleSession session = assumed();
        iam.deleteRolePolicy(
                request -> request.roleName(GuidePolicies.ROLE_NAME).policyName(GuidePolicies.POLICY_NAME));
        assertThat(decide(session, "kinesis:PutRecords", GuidePolicies.DATA_STREAM_ARN))
                .isInstanceOf(Decision.Denied.class);
        putGuidePermissions();
        assertThat(decide(session, "kinesis:PutRecords", GuidePolicies.DATA_STREAM_ARN))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void aRoleMadeAnewUnderTheSameNameDoesNotInheritTheSession() {
        createGuideRole();
        Principal.RoleSession session = assumed();
        iam.deleteRolePolicy(
                request -> request.roleName(GuidePolicies.ROLE_NAME).policyName(GuidePolicies.POLICY_NAME));
        iam.deleteRole(request -> request.roleName(GuidePolicies.ROLE_NAME));
        createGuideRole();
        assertThat(decide(session, "kinesis:PutRecords", GuidePolicies.DATA_STREAM_ARN))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(assumed(), "kinesis:PutRecords", GuidePolicies.DATA_STREAM_ARN))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void aRoleThatDoesNotExistIsNamed() {
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT))
                .isEqualTo(new Refused.NoSuchRole(GuidePolicies.ROLE_ARN));
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT).text())
                .isEqualTo("The role arn:aws:iam::123456789012:role/dsql-cdc-role does not exist.");
    }

    @Test
    void theWholeArnMustBeRight() {
        iam.createRole(
                request -> request.roleName("Other").path("/team/").assumeRolePolicyDocument(GuidePolicies.TRUST));
        for (String arn : List.of(
                "arn:aws:iam::123456789012:role/Other",
                "arn:aws:iam::123456789012:role/team/other",
                "arn:aws:iam::210987654321:role/team/Other",
                "Other",
                "")) {
            assertThat(identity.services().serviceRoles().assume(arn, DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT))
                    .as(arn)
                    .isEqualTo(new Refused.NoSuchRole(arn));
        }
    }

    @Test
    void aTrustPolicyThatDoesNotNameTheServiceIsTheCause() {
        createGuideRole();
        assertThat(refused("firehose.amazonaws.com", GuidePolicies.CDC_STREAM_ARN, ACCOUNT)
                        .text())
                .isEqualTo("The trust policy of the role arn:aws:iam::123456789012:role/dsql-cdc-role does not let the"
                        + " service principal firehose.amazonaws.com perform sts:AssumeRole.");
    }

    @Test
    void aConditionThatIsNotMetIsTheCause() {
        createGuideRole();
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN, new AccountId("210987654321"))
                        .text())
                .isEqualTo("The trust policy of the role arn:aws:iam::123456789012:role/dsql-cdc-role lets the service"
                        + " principal dsql.amazonaws.com perform sts:AssumeRole under a condition that is not met:"
                        + " StringEquals on aws:SourceAccount wants 123456789012, but it is 210987654321.");
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN.replace("kiab", "xxxx"), ACCOUNT)
                        .text())
                .endsWith("ArnLike on aws:SourceArn wants " + GuidePolicies.CLUSTER_ARN + "/stream/*, but it is "
                        + GuidePolicies.CDC_STREAM_ARN.replace("kiab", "xxxx") + ".");
    }

    @Test
    void anExplicitDenyIsTheCause() {
        iam.createRole(request -> request.roleName(GuidePolicies.ROLE_NAME).assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Principal": {"Service": "dsql.amazonaws.com"}, "Action": "sts:AssumeRole"},
                          {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}
                        """));
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT))
                .isEqualTo(new Refused.TrustDenied(GuidePolicies.ROLE_ARN, DSQL));
    }

    @Test
    void aChangedTrustPolicyCountsFromTheNextAssumptionOn() {
        createGuideRole();
        assumed();
        iam.updateAssumeRolePolicy(request -> request.roleName(GuidePolicies.ROLE_NAME)
                .policyDocument(GuidePolicies.TRUST.replace("dsql.amazonaws.com", "lambda.amazonaws.com")));
        assertThat(refused(DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT))
                .isEqualTo(new Refused.NotTrusted(GuidePolicies.ROLE_ARN, DSQL));
    }

    private void createGuideRole() {
        iam.createRole(
                request -> request.roleName(GuidePolicies.ROLE_NAME).assumeRolePolicyDocument(GuidePolicies.TRUST));
        putGuidePermissions();
    }

    private void putGuidePermissions() {
        iam.putRolePolicy(request -> request.roleName(GuidePolicies.ROLE_NAME)
                .policyName(GuidePolicies.POLICY_NAME)
                .policyDocument(GuidePolicies.PERMISSIONS));
    }

    private Principal.RoleSession assumed() {
        RoleAssumption assumption = assume(DSQL, GuidePolicies.CDC_STREAM_ARN, ACCOUNT);
        assertThat(assumption).isInstanceOf(Assumed.class);
        return ((Assumed) assumption).session();
    }

    private Refused refused(String service, String sourceArn, AccountId sourceAccount) {
        RoleAssumption assumption = assume(service, sourceArn, sourceAccount);
        assertThat(assumption).isInstanceOf(Refused.class);
        return (Refused) assumption;
    }

    private RoleAssumption assume(String service, String sourceArn, AccountId sourceAccount) {
        return identity.services().serviceRoles().assume(GuidePolicies.ROLE_ARN, service, sourceArn, sourceAccount);
    }

    private Decision decide(Principal principal, String action, String resource) {
        return decide(principal, action, resource, Map.of());
    }

    private Decision decide(Principal principal, String action, String resource, Map<String, List<String>> context) {
        return identity.services().identities().decide(principal, new Permission(action, resource, context));
    }
}
