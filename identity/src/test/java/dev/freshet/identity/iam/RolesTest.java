package dev.freshet.identity.iam;

import static dev.freshet.identity.iam.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freshet.identity.GuidePolicies;
import dev.freshet.identity.TestIdentity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The operations on roles, through the AWS SDK for Java. */
class RolesTest {
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
    void aRoleIsShownAsItWasMade() {
        Role created = iam.createRole(request -> request.roleName("Writer")
                        .path("/service/dsql/")
                        .description("Writes change records")
                        .maxSessionDuration(7200)
                        .assumeRolePolicyDocument(GuidePolicies.TRUST)
                        .tags(tag("Team", "blue"), tag("a", "")))
                .role();
        assertThat(created.arn()).isEqualTo("arn:aws:iam::123456789012:role/service/dsql/Writer");
        assertThat(created.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(created.createDate()).isEqualTo(identity.clock.instant());
        assertThat(decoded(created.assumeRolePolicyDocument())).isEqualTo(GuidePolicies.TRUST);

        Role shown = iam.getRole(request -> request.roleName("Writer")).role();
        assertThat(shown.toBuilder().roleLastUsed(created.roleLastUsed()).build())
                .isEqualTo(created);
        assertThat(shown.description()).isEqualTo("Writes change records");
        assertThat(shown.maxSessionDuration()).isEqualTo(7200);
        assertThat(shown.tags()).containsExactly(tag("a", ""), tag("Team", "blue"));
    }

    @Test
    void whatIsLeftOutHasAwssDefaults() {
        Role role = create("plain");
        assertThat(role.path()).isEqualTo("/");
        assertThat(role.maxSessionDuration()).isEqualTo(3600);
        assertThat(role.description()).isNull();
        assertThat(role.hasTags()).isFalse();
    }

    @Test
    void documentsAreHandedOutPercentEncoded() {
        create("plain");
        String document =
                iam.getRole(request -> request.roleName("plain")).role().assumeRolePolicyDocument();
        assertThat(document)
                .startsWith("%7B%0A%20%20%22Version%22%3A%20%222012-10-17%22")
                .doesNotContain("+", "*");
    }

    @Test
    void namesThatDifferInCaseAloneAreTheSame() {
        create("Writer");
        assertRefused(() -> create("WRITER"), 409, "EntityAlreadyExists", "Role with name WRITER already exists.");
        assertThat(iam.getRole(request -> request.roleName("writer")).role().roleName())
                .isEqualTo("Writer");
        assertThat(catchThrowable(() -> create("WRITER"))).isInstanceOf(EntityAlreadyExistsException.class);
    }

    @Test
    void aRoleThatIsNotThereIsNotFoundByAnyOperation() {
        String message = "The role with name nobody cannot be found.";
        assertRefused(() -> iam.getRole(r -> r.roleName("nobody")), 404, "NoSuchEntity", message);
        assertRefused(() -> iam.deleteRole(r -> r.roleName("nobody")), 404, "NoSuchEntity", message);
        assertRefused(() -> iam.updateRole(r -> r.roleName("nobody")), 404, "NoSuchEntity", message);
        assertRefused(() -> iam.listRolePolicies(r -> r.roleName("nobody")), 404, "NoSuchEntity", message);
        assertRefused(() -> iam.listRoleTags(r -> r.roleName("nobody")), 404, "NoSuchEntity", message);
        assertRefused(
                () -> iam.updateAssumeRolePolicy(r -> r.roleName("nobody").policyDocument(GuidePolicies.TRUST)),
                404,
                "NoSuchEntity",
                message);
        assertRefused(
                () -> iam.putRolePolicy(
                        r -> r.roleName("nobody").policyName("p").policyDocument(GuidePolicies.PERMISSIONS)),
                404,
                "NoSuchEntity",
                message);
    }

    @Test
    void membersThatBreakTheirConstraintsAreNamedTogether() {
        assertRefused(
                () -> iam.createRole(request -> request.roleName("no spaces")
                        .maxSessionDuration(60)
                        .assumeRolePolicyDocument(GuidePolicies.TRUST)),
                400,
                "ValidationError",
                "2 validation errors detected: Value 'no spaces' at 'roleName' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [\\w+=,.@-]+; Value '60' at 'maxSessionDuration' failed"
                        + " to satisfy constraint: Member must have value greater than or equal to 3600");
        assertRefused(
                () -> iam.createRole(
                        request -> request.roleName("r".repeat(65)).assumeRolePolicyDocument(GuidePolicies.TRUST)),
                400,
                "ValidationError",
                "1 validation error detected: Value '" + "r".repeat(65)
                        + "' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64");
        assertRefused(
                () -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(null)),
                400,
                "ValidationError",
                "1 validation error detected: Value null at 'assumeRolePolicyDocument' failed to satisfy constraint:"
                        + " Member must not be null");
    }

    @Test
    void aMalformedDocumentIsRefusedBeforeAnythingIsKept() {
        assertRefused(
                () -> iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument("{")),
                400,
                "MalformedPolicyDocument",
                "This policy contains invalid Json");
        assertRefused(
                () -> iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument(GuidePolicies.PERMISSIONS)),
                400,
                "MalformedPolicyDocument",
                "Missing required field Principal");
        assertThat(iam.listRoles().roles()).isEmpty();
        create("r");
        assertRefused(
                () -> iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(GuidePolicies.TRUST)),
                400,
                "MalformedPolicyDocument",
                "Policy document should not specify a principal.");
    }

    @Test
    void aTrustPolicyMayNameOnlyPrincipalsOfTheAccountThatExist() {
        String trust = trustOf("arn:aws:iam::123456789012:role/friend");
        assertRefused(
                () -> iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument(trust)),
                400,
                "MalformedPolicyDocument",
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:role/friend\"");
        create("friend");
        iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument(trust));
        iam.createRole(r -> r.roleName("r2").assumeRolePolicyDocument(trustOf("arn:aws:iam::210987654321:user/x")));
    }

    @Test
    void rolesAreListedByNameAndInPages() {
        List<String> names = new ArrayList<>();
        for (String name : List.of("d", "B", "a", "C", "e")) {
            iam.createRole(r -> r.roleName(name).path("/x/").assumeRolePolicyDocument(GuidePolicies.TRUST));
        }
        create("elsewhere");
        ListRolesResponse first = iam.listRoles(r -> r.pathPrefix("/x/").maxItems(2));
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.roles()).extracting(Role::roleName).containsExactly("a", "B");
        iam.listRolesPaginator(r -> r.pathPrefix("/x/").maxItems(2))
                .roles()
                .forEach(role -> names.add(role.roleName()));
        assertThat(names).containsExactly("a", "B", "C", "d", "e");
        assertThat(iam.listRoles().roles()).hasSize(6);
        assertThat(iam.listRoles().isTruncated()).isFalse();
    }

    @Test
    void aPageGoesOnWhereItStoodAlthoughRolesCameAndWent() {
        for (String name : List.of("a", "b", "c", "d")) {
            create(name);
        }
        ListRolesResponse first = iam.listRoles(r -> r.maxItems(2));
        iam.deleteRole(r -> r.roleName("b"));
        create("aa");
        assertThat(iam.listRoles(r -> r.marker(first.marker())).roles())
                .extracting(Role::roleName)
                .containsExactly("c", "d");
        assertRefused(() -> iam.listRoles(r -> r.marker("!")), 400, "ValidationError", "Invalid Marker.");
    }

    @Test
    void updatingChangesWhatIsGiven() {
        create("r");
        iam.updateRole(r -> r.roleName("r").description("new").maxSessionDuration(43200));
        iam.updateRole(r -> r.roleName("r").description("newer"));
        Role role = iam.getRole(r -> r.roleName("r")).role();
        assertThat(role.description()).isEqualTo("newer");
        assertThat(role.maxSessionDuration()).isEqualTo(43200);
    }

    @Test
    void inlinePoliciesArePutShownListedAndDeleted() {
        create("r");
        iam.putRolePolicy(r -> r.roleName("r").policyName("p2").policyDocument(GuidePolicies.PERMISSIONS));
        iam.putRolePolicy(r -> r.roleName("r").policyName("p1").policyDocument(GuidePolicies.PERMISSIONS));
        assertThat(decoded(
                        iam.getRolePolicy(r -> r.roleName("r").policyName("p1")).policyDocument()))
                .isEqualTo(GuidePolicies.PERMISSIONS);
        assertThat(iam.listRolePolicies(r -> r.roleName("r")).policyNames()).containsExactly("p1", "p2");
        iam.deleteRolePolicy(r -> r.roleName("r").policyName("p1"));
        assertThat(iam.listRolePolicies(r -> r.roleName("r")).policyNames()).containsExactly("p2");
        String message = "The role policy with name p1 cannot be found.";
        assertRefused(() -> iam.getRolePolicy(r -> r.roleName("r").policyName("p1")), 404, "NoSuchEntity", message);
        assertRefused(() -> iam.deleteRolePolicy(r -> r.roleName("r").policyName("p1")), 404, "NoSuchEntity", message);
    }

    @Test
    void inlinePoliciesHaveAQuotaTogetherInWhichWhiteSpaceIsFree() {
        create("r");
        iam.putRolePolicy(
                r -> r.roleName("r").policyName("spaces").policyDocument(permissions(" ".repeat(20_000), "")));
        iam.putRolePolicy(r -> r.roleName("r").policyName("p1").policyDocument(permissions("", "x".repeat(5000))));
        assertRefused(
                () -> iam.putRolePolicy(
                        r -> r.roleName("r").policyName("p2").policyDocument(permissions("", "x".repeat(5100)))),
                409,
                "LimitExceeded",
                "Maximum policy size of 10240 bytes exceeded for role r");
        assertRefused(
                () -> iam.updateAssumeRolePolicy(r ->
                        r.roleName("r").policyDocument(trustOf("arn:aws:iam::210987654321:user/" + "x".repeat(2000)))),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ACLSizePerRole: 2048");
    }

    @Test
    void aRoleWithPoliciesIsNotDeleted() {
        create("r");
        iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(GuidePolicies.PERMISSIONS));
        iam.attachRolePolicy(r -> r.roleName("r").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        assertRefused(
                () -> iam.deleteRole(r -> r.roleName("r")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must detach all policies first.");
        iam.detachRolePolicy(r -> r.roleName("r").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        assertRefused(
                () -> iam.deleteRole(r -> r.roleName("r")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete policies first.");
        iam.deleteRolePolicy(r -> r.roleName("r").policyName("p"));
        iam.deleteRole(r -> r.roleName("r"));
        assertThat(iam.listRoles().roles()).isEmpty();
    }

    @Test
    void tagsAreAddedChangedAndTakenRegardlessOfCase() {
        create("r");
        iam.tagRole(r -> r.roleName("r").tags(tag("Team", "blue"), tag("b", "1")));
        iam.tagRole(r -> r.roleName("r").tags(tag("team", "green")));
        assertThat(iam.listRoleTags(r -> r.roleName("r")).tags()).containsExactly(tag("b", "1"), tag("team", "green"));
        iam.untagRole(r -> r.roleName("r").tagKeys("TEAM", "absent"));
        assertThat(iam.listRoleTags(r -> r.roleName("r")).tags()).containsExactly(tag("b", "1"));
        assertRefused(
                () -> iam.tagRole(r -> r.roleName("r").tags(tag("x", "1"), tag("X", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    @Test
    void fiftyTagsAreEnough() {
        create("r");
        List<Tag> fifty = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            fifty.add(tag("k" + i, "v"));
        }
        iam.tagRole(r -> r.roleName("r").tags(fifty));
        assertRefused(
                () -> iam.tagRole(r -> r.roleName("r").tags(tag("one more", "v"))),
                409,
                "LimitExceeded",
                "The number of tags has reached the maximum limit.");
    }

    @Test
    void everythingIsThereAfterARestart() {
        create("r");
        iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(GuidePolicies.PERMISSIONS));
        Role before = iam.getRole(r -> r.roleName("r")).role();
        identity.restart();
        try (IamClient again = identity.iam()) {
            assertThat(again.getRole(r -> r.roleName("r")).role()).isEqualTo(before);
            assertThat(again.listRolePolicies(r -> r.roleName("r")).policyNames())
                    .containsExactly("p");
        }
    }

    private Role create(String name) {
        return iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(GuidePolicies.TRUST))
                .role();
    }

    private static String trustOf(String arn) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + arn
                + "\"},\"Action\":\"sts:AssumeRole\"}}";
    }

    private static String permissions(String space, String name) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{" + space
                + "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::" + name + "x\"}}";
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
