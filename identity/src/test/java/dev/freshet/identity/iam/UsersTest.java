package dev.freshet.identity.iam;

import static dev.freshet.identity.iam.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.GuidePolicies;
import dev.freshet.identity.TestIdentity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** The operations on users and their keys, and what a user may do, through the AWS SDK for Java. */
class UsersTest {
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
    void aUserIsShownAsItWasMade() {
        Tag tag = Tag.builder().key("k").value("v").build();
        User created =
                iam.createUser(r -> r.userName("Ann").path("/staff/").tags(tag)).user();
        assertThat(created.arn()).isEqualTo("arn:aws:iam::123456789012:user/staff/Ann");
        assertThat(created.userId()).matches("AIDA[A-Z2-7]{17}");
        assertThat(iam.getUser(r -> r.userName("ann")).user()).isEqualTo(created);
        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("Ann");
        assertThat(iam.listUsers(r -> r.pathPrefix("/other/")).users()).isEmpty();
        assertRefused(
                () -> iam.createUser(r -> r.userName("ANN")),
                409,
                "EntityAlreadyExists",
                "User with name ANN already exists.");
        assertRefused(
                () -> iam.getUser(r -> r.userName("bob")),
                404,
                "NoSuchEntity",
                "The user with name bob cannot be found.");
    }

    @Test
    void theAccountItselfIsItsOwnUser() {
        assertThat(iam.getUser().user().arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(iam.getUser().user().userId()).isEqualTo("123456789012");
        assertRefused(
                () -> iam.createAccessKey(),
                400,
                "ValidationError",
                "Must specify userName when calling with non-User credentials");
    }

    @Test
    void aUserMayDoNothingUntilAPolicyAllowsIt() {
        AwsCredentials ann = keyOf("ann");
        try (IamClient anns = identity.iam(ann)) {
            assertRefused(
                    anns::listRoles,
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:ListRoles on resource:"
                            + " arn:aws:iam::123456789012:role/ because no identity-based policy allows the"
                            + " iam:ListRoles action");
            allow("ann", "iam:List*", "*");
            assertThat(anns.listRoles().roles()).isEmpty();
        }
    }

    @Test
    void aUserMayBeLetToCareForItsOwnKeys() {
        AwsCredentials ann = keyOf("ann");
        iam.createUser(r -> r.userName("bob"));
        allow("ann", "iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}");
        try (IamClient anns = identity.iam(ann)) {
            AccessKey second = anns.createAccessKey().accessKey();
            assertThat(second.userName()).isEqualTo("ann");
            assertThat(anns.listAccessKeys().accessKeyMetadata())
                    .extracting(AccessKeyMetadata::accessKeyId)
                    .containsExactlyInAnyOrder(ann.accessKeyId(), second.accessKeyId());
            assertRefused(
                    () -> anns.createAccessKey(r -> r.userName("bob")),
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:CreateAccessKey on"
                            + " resource: arn:aws:iam::123456789012:user/bob because no identity-based policy allows"
                            + " the iam:CreateAccessKey action");
        }
    }

    @Test
    void aKeyCanBeSwitchedOffAndOnAndDeleted() {
        AwsCredentials ann = keyOf("ann");
        allow("ann", "iam:GetUser", "*");
        try (IamClient anns = identity.iam(ann)) {
            assertThat(anns.getUser().user().userName()).isEqualTo("ann");
            iam.updateAccessKey(
                    r -> r.userName("ann").accessKeyId(ann.accessKeyId()).status(StatusType.INACTIVE));
            assertUnknownKey(anns);
            assertThat(iam.listAccessKeys(r -> r.userName("ann")).accessKeyMetadata())
                    .extracting(AccessKeyMetadata::statusAsString)
                    .containsExactly("Inactive");
            iam.updateAccessKey(
                    r -> r.userName("ann").accessKeyId(ann.accessKeyId()).status(StatusType.ACTIVE));
            anns.getUser();
            iam.deleteAccessKey(r -> r.userName("ann").accessKeyId(ann.accessKeyId()));
            assertUnknownKey(anns);
        }
    }

    @Test
    void aKeyBelongsToItsUser() {
        AwsCredentials ann = keyOf("ann");
        iam.createUser(r -> r.userName("bob"));
        assertRefused(
                () -> iam.deleteAccessKey(r -> r.userName("bob").accessKeyId(ann.accessKeyId())),
                404,
                "NoSuchEntity",
                "The Access Key with id " + ann.accessKeyId() + " cannot be found.");
    }

    @Test
    void aUserHasTwoKeysAtMost() {
        keyOf("ann");
        iam.createAccessKey(r -> r.userName("ann"));
        assertRefused(
                () -> iam.createAccessKey(r -> r.userName("ann")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void aUserWithKeysOrPoliciesIsNotDeleted() {
        AwsCredentials ann = keyOf("ann");
        allow("ann", "s3:*", "*");
        assertRefused(
                () -> iam.deleteUser(r -> r.userName("ann")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete access keys first.");
        iam.deleteAccessKey(r -> r.userName("ann").accessKeyId(ann.accessKeyId()));
        assertRefused(
                () -> iam.deleteUser(r -> r.userName("ann")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete policies first.");
        iam.deleteUserPolicy(r -> r.userName("ann").policyName("allow"));
        iam.deleteUser(r -> r.userName("ann"));
        assertThat(iam.listUsers().users()).isEmpty();
    }

    @Test
    void inlinePoliciesArePutShownListedAndDeleted() {
        iam.createUser(r -> r.userName("ann"));
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument(GuidePolicies.PERMISSIONS));
        assertThat(iam.listUserPolicies(r -> r.userName("ann")).policyNames()).containsExactly("p");
        assertThat(iam.getUserPolicy(r -> r.userName("ann").policyName("p")).policyDocument())
                .startsWith("%7B%0A");
        assertRefused(
                () -> iam.getUserPolicy(r -> r.userName("ann").policyName("q")),
                404,
                "NoSuchEntity",
                "The user policy with name q cannot be found.");
        assertRefused(
                () -> iam.putUserPolicy(r -> r.userName("ann")
                        .policyName("q")
                        .policyDocument(GuidePolicies.PERMISSIONS.replace(
                                "kinesis:PutRecord\"", "kinesis:" + "x".repeat(1500) + "\""))),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user ann");
    }

    @Test
    void aBoundaryLimitsWhatPoliciesGive() {
        AwsCredentials ann = keyOf("ann");
        allow("ann", "*", "*");
        iam.putUserPermissionsBoundary(
                r -> r.userName("ann").permissionsBoundary("arn:aws:iam::aws:policy/AmazonKinesisFullAccess"));
        assertThat(iam.getUser(r -> r.userName("ann"))
                        .user()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo("arn:aws:iam::aws:policy/AmazonKinesisFullAccess");
        try (IamClient anns = identity.iam(ann)) {
            assertRefused(
                    anns::listUsers,
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:ListUsers on resource:"
                            + " arn:aws:iam::123456789012:user/ because no permissions boundary allows the"
                            + " iam:ListUsers action");
            iam.deleteUserPermissionsBoundary(r -> r.userName("ann"));
            assertThat(anns.listUsers().users()).hasSize(1);
        }
        assertRefused(
                () -> iam.putUserPermissionsBoundary(
                        r -> r.userName("ann").permissionsBoundary("arn:aws:iam::aws:policy/Nothing")),
                404,
                "NoSuchEntity",
                "Scope ARN: arn:aws:iam::aws:policy/Nothing does not exist or is not attachable as a permissions"
                        + " boundary.");
    }

    @Test
    void aTagOfTheResourceAndOfThePrincipalCanDecide() {
        AwsCredentials ann = keyOf("ann");
        iam.tagUser(r ->
                r.userName("ann").tags(Tag.builder().key("team").value("blue").build()));
        for (String team : List.of("blue", "red")) {
            iam.createRole(r -> r.roleName(team)
                    .assumeRolePolicyDocument(GuidePolicies.TRUST)
                    .tags(Tag.builder().key("team").value(team).build()));
        }
        iam.putUserPolicy(r -> r.userName("ann").policyName("own-team").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:GetRole", "Resource": "*",
                          "Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}}}
                        """));
        try (IamClient anns = identity.iam(ann)) {
            assertThat(anns.getRole(r -> r.roleName("blue")).role().roleName()).isEqualTo("blue");
            assertRefused(
                    () -> anns.getRole(r -> r.roleName("red")),
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:GetRole on resource:"
                            + " arn:aws:iam::123456789012:role/red because no identity-based policy allows the"
                            + " iam:GetRole action");
        }
    }

    @Test
    void keysWorkAfterARestart() {
        AwsCredentials ann = keyOf("ann");
        allow("ann", "iam:GetUser", "*");
        identity.restart();
        try (IamClient anns = identity.iam(ann)) {
            assertThat(anns.getUser().user().userName()).isEqualTo("ann");
        }
    }

    private AwsCredentials keyOf(String userName) {
        iam.createUser(r -> r.userName(userName));
        AccessKey key = iam.createAccessKey(r -> r.userName(userName)).accessKey();
        assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.secretAccessKey()).hasSize(40);
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private void allow(String userName, String action, String resource) {
        iam.putUserPolicy(
                r -> r.userName(userName).policyName("allow").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "%s"}}
                        """.formatted(action, resource)));
    }

    private static void assertUnknownKey(IamClient client) {
        assertRefused(
                client::getUser, 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
}
