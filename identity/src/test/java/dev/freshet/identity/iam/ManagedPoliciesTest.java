package dev.freshet.identity.iam;

import static dev.freshet.identity.iam.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.GuidePolicies;
import dev.freshet.identity.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

/** The operations on managed policies, through the AWS SDK for Java. */
class ManagedPoliciesTest {
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String NOTHING = "arn:aws:iam::123456789012:policy/nothing";

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
    void aPolicyIsShownAsItWasMade() {
        Policy created = iam.createPolicy(r -> r.policyName("Write")
                        .path("/cdc/")
                        .description("May write")
                        .policyDocument(GuidePolicies.PERMISSIONS)
                        .tags(Tag.builder().key("k").value("v").build()))
                .policy();
        assertThat(created.arn()).isEqualTo("arn:aws:iam::123456789012:policy/cdc/Write");
        assertThat(created.policyId()).matches("ANPA[A-Z2-7]{17}");
        assertThat(created.defaultVersionId()).isEqualTo("v1");
        Policy shown = iam.getPolicy(r -> r.policyArn(created.arn())).policy();
        assertThat(shown.description()).isEqualTo("May write");
        assertThat(shown.tags()).hasSize(1);
        assertThat(shown.attachmentCount()).isZero();
        assertThat(iam.getPolicyVersion(r -> r.policyArn(created.arn()).versionId("v1"))
                        .policyVersion()
                        .document())
                .startsWith("%7B%0A");
        assertRefused(
                () -> create("write"),
                409,
                "EntityAlreadyExists",
                "A policy called write already exists. Duplicate names are not allowed.");
    }

    @Test
    void anAttachedPolicyCountsAndCannotBeDeleted() {
        String arn = create("shared");
        createRole("r");
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
        assertThat(iam.listAttachedRolePolicies(r -> r.roleName("r")).attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyName("shared")
                        .policyArn(arn)
                        .build());
        assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount())
                .isEqualTo(1);
        assertRefused(
                () -> iam.deletePolicy(r -> r.policyArn(arn)),
                409,
                "DeleteConflict",
                "Cannot delete a policy attached to entities.");
        iam.detachRolePolicy(r -> r.roleName("r").policyArn(arn));
        iam.deletePolicy(r -> r.policyArn(arn));
        assertRefused(
                () -> iam.getPolicy(r -> r.policyArn(arn)), 404, "NoSuchEntity", "Policy " + arn + " was not found.");
        assertRefused(
                () -> iam.detachRolePolicy(r -> r.roleName("r").policyArn(arn)),
                404,
                "NoSuchEntity",
                "Policy " + arn + " was not found.");
    }

    @Test
    void whatDoesNotExistCannotBeAttached() {
        createRole("r");
        iam.createUser(r -> r.userName("u"));
        String message = "Policy " + NOTHING + " does not exist or is not attachable.";
        assertRefused(
                () -> iam.attachRolePolicy(r -> r.roleName("r").policyArn(NOTHING)), 404, "NoSuchEntity", message);
        assertRefused(
                () -> iam.attachUserPolicy(r -> r.userName("u").policyArn(NOTHING)), 404, "NoSuchEntity", message);
    }

    @Test
    void tenPoliciesCanBeAttached() {
        createRole("r");
        for (int i = 0; i < 10; i++) {
            String arn = create("p" + i);
            iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
        }
        assertRefused(
                () -> iam.attachRolePolicy(r -> r.roleName("r").policyArn(ADMINISTRATOR)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PoliciesPerRole: 10");
    }

    @Test
    void aPolicyHasFiveVersionsAtMostAndTheirNumbersAreNotUsedAgain() {
        String arn = create("p");
        for (int i = 2; i <= 5; i++) {
            iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(GuidePolicies.PERMISSIONS));
        }
        assertRefused(
                () -> iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(GuidePolicies.PERMISSIONS)),
                409,
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                        + " existing version.");
        assertRefused(
                () -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1")),
                409,
                "DeleteConflict",
                "Cannot delete the default version of a policy.");
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v5"));
        PolicyVersion next = iam.createPolicyVersion(r -> r.policyArn(arn)
                        .policyDocument(GuidePolicies.PERMISSIONS)
                        .setAsDefault(true))
                .policyVersion();
        assertThat(next.versionId()).isEqualTo("v6");
        assertThat(iam.listPolicyVersions(r -> r.policyArn(arn)).versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v6", "v4", "v3", "v2", "v1");
        assertThat(iam.listPolicyVersionsPaginator(r -> r.policyArn(arn).maxItems(2))
                        .versions())
                .extracting(PolicyVersion::isDefaultVersion)
                .containsExactly(true, false, false, false, false);
        iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v2"));
        assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v2");
        assertRefused(
                () -> iam.deletePolicy(r -> r.policyArn(arn)),
                409,
                "DeleteConflict",
                "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                        + " versions. The default version is deleted with the policy.");
    }

    @Test
    void awssPoliciesCanBeUsedButNotChanged() {
        createRole("r");
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(ADMINISTRATOR));
        String message = "The policy " + ADMINISTRATOR + " is managed by AWS and cannot be changed.";
        assertRefused(() -> iam.deletePolicy(r -> r.policyArn(ADMINISTRATOR)), 403, "AccessDenied", message);
        assertRefused(
                () -> iam.createPolicyVersion(
                        r -> r.policyArn(ADMINISTRATOR).policyDocument(GuidePolicies.PERMISSIONS)),
                403,
                "AccessDenied",
                message);
    }

    @Test
    void policiesAreListedByScopeUseAndPath() {
        String mine = create("mine");
        createRole("r");
        iam.attachRolePolicy(r -> r.roleName("r").policyArn(ADMINISTRATOR));
        iam.putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(mine));
        assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies())
                .extracting(Policy::arn)
                .containsExactly(mine);
        assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.AWS)).policies())
                .hasSize(3);
        assertThat(iam.listPolicies().policies()).hasSize(4);
        assertThat(iam.listPolicies(r -> r.onlyAttached(true)).policies())
                .extracting(Policy::arn)
                .containsExactly(ADMINISTRATOR);
        assertThat(iam.listPolicies(r -> r.policyUsageFilter("PermissionsBoundary"))
                        .policies())
                .extracting(Policy::arn)
                .containsExactly(mine);
        assertThat(iam.listPoliciesPaginator(r -> r.maxItems(1)).policies()).hasSize(4);
        assertRefused(
                () -> iam.deletePolicy(r -> r.policyArn(mine)),
                409,
                "DeleteConflict",
                "Cannot delete a policy attached to entities.");
        iam.deleteRolePermissionsBoundary(r -> r.roleName("r"));
        iam.deletePolicy(r -> r.policyArn(mine));
    }

    @Test
    void aPolicyHasAQuotaOfItsOwn() {
        assertRefused(
                () -> iam.createPolicy(r -> r.policyName("large")
                        .policyDocument(GuidePolicies.PERMISSIONS.replace(
                                "kinesis:PutRecord\"", "kinesis:" + "x".repeat(6144) + "\""))),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PolicySize: 6144");
    }

    private String create(String name) {
        return iam.createPolicy(r -> r.policyName(name).policyDocument(GuidePolicies.PERMISSIONS))
                .policy()
                .arn();
    }

    private void createRole(String name) {
        iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(GuidePolicies.TRUST));
    }
}
