package dev.freshet.identity.sts;

import static dev.freshet.identity.iam.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.freshet.identity.TestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** Who is who, and temporary credentials from birth to expiry, through the AWS SDK for Java. */
class StsTest {
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/team/reader";
    private static final String INVALID = "The security token included in the request is invalid.";

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
    void everybodyLearnsWhoTheyAre() {
        assertThat(whoIs(TestIdentity.ROOT)).isEqualTo("123456789012 arn:aws:iam::123456789012:root");
        AwsCredentials ann = user("ann");
        assertThat(whoIs(ann)).matches("AIDA[A-Z2-7]{17} arn:aws:iam::123456789012:user/ann");
        createRole(trust("123456789012"), "iam:*");
        assertThat(whoIs(assumed(TestIdentity.ROOT, r -> {})))
                .matches("AROA[A-Z2-7]{17}:session-1 arn:aws:sts::123456789012:assumed-role/reader/session-1");
    }

    @Test
    void aSessionMayDoWhatItsRoleMay() {
        createRole(trust("123456789012"), "iam:ListRoles");
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> {});
        try (IamClient sessions = identity.iam(session)) {
            assertThat(sessions.listRoles().roles()).hasSize(1);
            assertRefused(
                    sessions::listUsers,
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/reader/session-1 is not authorized to perform:"
                            + " iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no identity-based"
                            + " policy allows the iam:ListUsers action");
        }
    }

    @Test
    void theAnswerNamesTheSession() {
        createRole(trust("123456789012"), "iam:*");
        try (StsClient sts = identity.sts()) {
            AssumeRoleResponse answer = sts.assumeRole(r -> r.roleArn(ROLE_ARN).roleSessionName("session-1"));
            assertThat(answer.assumedRoleUser().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/session-1");
            assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:session-1");
            assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
            assertThat(answer.credentials().expiration())
                    .isEqualTo(identity.clock.instant().plus(Duration.ofHours(1)));
            assertThat(answer.packedPolicySize()).isNull();
        }
    }

    @Test
    void anUnknownRoleAndOneThatDoesNotTrustAreRefusedAlike() {
        String message =
                "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: "
                        + ROLE_ARN;
        assertRefused(() -> assumed(TestIdentity.ROOT, r -> {}), 403, "AccessDenied", message);
        createRole(trust("210987654321"), "iam:*");
        assertRefused(() -> assumed(TestIdentity.ROOT, r -> {}), 403, "AccessDenied", message);
    }

    @Test
    void aTrustPolicyThatNamesTheAccountLeavesItToTheUsersPolicies() {
        AwsCredentials ann = user("ann");
        createRole(trust("123456789012"), "iam:*");
        assertRefused(
                () -> assumed(ann, r -> {}),
                403,
                "AccessDenied",
                "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on resource: "
                        + ROLE_ARN);
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument(permissions("sts:AssumeRole")));
        assertThat(whoIs(assumed(ann, r -> {}))).contains("assumed-role/reader/session-1");
    }

    @Test
    void aTrustPolicyThatNamesTheUserIsEnough() {
        AwsCredentials ann = user("ann");
        createRole(trust("arn:aws:iam::123456789012:user/ann"), "iam:*");
        assertThat(whoIs(assumed(ann, r -> {}))).contains("assumed-role/reader/session-1");
    }

    @Test
    void theExternalIdMustFit() {
        createRole(trust("123456789012").replace("\"sts:AssumeRole\"", """
                        "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "secret"}}"""), "iam:*");
        assertThat(whoIs(assumed(TestIdentity.ROOT, r -> r.externalId("secret"))))
                .contains("assumed-role");
        assertRefused(
                () -> assumed(TestIdentity.ROOT, r -> r.externalId("other")),
                403,
                "AccessDenied",
                "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: "
                        + ROLE_ARN);
    }

    @Test
    void sessionPoliciesLimitTheRolesPermissions() {
        createRole(trust("123456789012"), "iam:List*");
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> r.policy(permissions("iam:ListRoles")));
        AwsCredentials other = assumed(
                TestIdentity.ROOT,
                r -> r.policyArns(List.of(PolicyDescriptorType.builder()
                        .arn("arn:aws:iam::aws:policy/AmazonKinesisFullAccess")
                        .build())));
        try (IamClient sessions = identity.iam(session);
                IamClient others = identity.iam(other)) {
            assertThat(sessions.listRoles().roles()).hasSize(1);
            assertRefused(
                    sessions::listUsers,
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/reader/session-1 is not authorized to perform:"
                            + " iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no session policy"
                            + " allows the iam:ListUsers action");
            assertRefused(
                    others::listRoles,
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/reader/session-1 is not authorized to perform:"
                            + " iam:ListRoles on resource: arn:aws:iam::123456789012:role/ because no session policy"
                            + " allows the iam:ListRoles action");
        }
        assertRefused(
                () -> assumed(TestIdentity.ROOT, r -> r.policy("{}")),
                400,
                "MalformedPolicyDocument",
                "Syntax errors in policy. A policy needs the element 'Statement'.");
        assertRefused(
                () -> assumed(TestIdentity.ROOT, r -> r.policy(" ".repeat(2049))),
                400,
                "PackedPolicyTooLarge",
                "The session policy has 2049 characters; at most 2048 are allowed.");
    }

    @Test
    void aSessionIsAsLongAsTheRoleAllows() {
        createRole(trust("123456789012"), "iam:*");
        assertRefused(
                () -> assumed(TestIdentity.ROOT, r -> r.durationSeconds(3601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        iam.updateRole(r -> r.roleName("reader").maxSessionDuration(7200));
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> r.durationSeconds(7200));
        iam.updateAssumeRolePolicy(r -> r.roleName("reader").policyDocument(trust(ROLE_ARN)));
        assertRefused(
                () -> assumed(session, r -> r.durationSeconds(3601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        assertThat(whoIs(assumed(session, r -> r.durationSeconds(3600)))).contains("assumed-role");
    }

    @Test
    void credentialsExpire() {
        createRole(trust("123456789012"), "iam:*");
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> r.durationSeconds(900));
        try (StsClient sts = identity.sts(session)) {
            sts.getCallerIdentity();
            identity.clock.advance(Duration.ofMinutes(14));
            sts.getCallerIdentity();
            identity.clock.advance(Duration.ofSeconds(59));
            sts.getCallerIdentity();
            identity.clock.advance(Duration.ofSeconds(1));
            assertRefused(
                    sts::getCallerIdentity,
                    403,
                    "ExpiredToken",
                    "The security token included in the request is expired");
        }
    }

    @Test
    void theTokenMustBeTheRightOne() {
        createRole(trust("123456789012"), "iam:*");
        AwsSessionCredentials session = (AwsSessionCredentials) assumed(TestIdentity.ROOT, r -> {});
        for (AwsCredentials wrong : new AwsCredentials[] {
            AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()),
            AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), "x" + session.sessionToken())
        }) {
            assertRefused(() -> whoIs(wrong), 403, "InvalidClientTokenId", INVALID);
        }
    }

    @Test
    void credentialsSurviveARestartWithTheirLimits() {
        createRole(trust("123456789012"), "iam:List*");
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> r.policy(permissions("iam:ListRoles")));
        identity.restart();
        try (IamClient sessions = identity.iam(session)) {
            assertThat(sessions.listRoles().roles()).hasSize(1);
            assertRefused(
                    sessions::listUsers,
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/reader/session-1 is not authorized to perform:"
                            + " iam:ListUsers on resource: arn:aws:iam::123456789012:user/ because no session policy"
                            + " allows the iam:ListUsers action");
        }
    }

    @Test
    void aSessionEndsWithItsRole() {
        createRole(trust("123456789012"), "iam:*");
        AwsCredentials session = assumed(TestIdentity.ROOT, r -> {});
        iam.deleteRolePolicy(r -> r.roleName("reader").policyName("p"));
        iam.deleteRole(r -> r.roleName("reader"));
        assertRefused(() -> whoIs(session), 403, "InvalidClientTokenId", INVALID);
        createRole(trust("123456789012"), "iam:*");
        assertRefused(() -> whoIs(session), 403, "InvalidClientTokenId", INVALID);
    }

    @Test
    void tagsOfTheSessionCountAndPassOnWhenTransitive() {
        String taggable =
                trust("123456789012").replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\", \"sts:TagSession\"]");
        createRole(taggable, "sts:*");
        Tag team = Tag.builder().key("team").value("blue").build();
        Tag mood = Tag.builder().key("mood").value("good").build();
        AwsCredentials session =
                assumed(TestIdentity.ROOT, r -> r.tags(team, mood).transitiveTagKeys("team"));
        iam.putRolePolicy(r -> r.roleName("reader")
                .policyName("p")
                .policyDocument(permissions("sts:*\", \"iam:List*")
                        .replace(
                                "}}", ", \"Condition\": {\"StringEquals\": {\"aws:PrincipalTag/team\": \"blue\"}}}}")));
        AwsCredentials chained = assumed(session, r -> {});
        try (IamClient sessions = identity.iam(session);
                IamClient chaineds = identity.iam(chained);
                IamClient untagged = identity.iam(assumed(TestIdentity.ROOT, r -> {}))) {
            sessions.listRoles();
            chaineds.listRoles();
            assertThat(catchThrowable(untagged::listRoles))
                    .hasMessageContaining("is not authorized to perform: iam:ListRoles");
        }
        assertRefused(
                () -> assumed(session, r -> r.tags(team)),
                400,
                "InvalidParameterValue",
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key"
                        + " from the calling session.");
    }

    @Test
    void taggingASessionMustBeAllowedToo() {
        createRole(trust("123456789012"), "iam:*");
        assertRefused(
                () -> assumed(
                        TestIdentity.ROOT,
                        r -> r.tags(Tag.builder().key("k").value("v").build())),
                403,
                "AccessDenied",
                "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:TagSession on resource: "
                        + ROLE_ARN);
    }

    @Test
    void aUserGetsATokenThatMayDoTheSame() {
        AwsCredentials ann = user("ann");
        iam.putUserPolicy(r -> r.userName("ann").policyName("p").policyDocument(permissions("iam:ListUsers")));
        try (StsClient anns = identity.sts(ann)) {
            Credentials credentials = anns.getSessionToken().credentials();
            assertThat(credentials.expiration())
                    .isEqualTo(identity.clock.instant().plus(Duration.ofHours(12)));
            assertThat(whoIs(TestIdentity.of(credentials))).isEqualTo(whoIs(ann));
            try (IamClient temporary = identity.iam(TestIdentity.of(credentials))) {
                assertThat(temporary.listUsers().users()).hasSize(1);
            }
        }
    }

    @Test
    void theAccountsTokenLastsAnHourAtMost() {
        try (StsClient sts = identity.sts()) {
            Credentials credentials =
                    sts.getSessionToken(r -> r.durationSeconds(129600)).credentials();
            assertThat(credentials.expiration())
                    .isEqualTo(identity.clock.instant().plus(Duration.ofHours(1)));
            assertThat(whoIs(TestIdentity.of(credentials))).isEqualTo(whoIs(TestIdentity.ROOT));
        }
    }

    @Test
    void aCodeOfADeviceThatDoesNotExistIsWrong() {
        createRole(trust("123456789012"), "sts:*");
        assertRefused(
                () -> assumed(
                        TestIdentity.ROOT,
                        r -> r.serialNumber("arn:aws:iam::123456789012:mfa/me").tokenCode("123456")),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }

    @Test
    void aRolesSessionGetsNoTokenOfItsOwn() {
        createRole(trust("123456789012"), "sts:*");
        try (StsClient sts = identity.sts(assumed(TestIdentity.ROOT, r -> {}))) {
            assertRefused(
                    sts::getSessionToken, 403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
        }
    }

    private AwsCredentials user(String name) {
        iam.createUser(r -> r.userName(name));
        AccessKey key = iam.createAccessKey(r -> r.userName(name)).accessKey();
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private void createRole(String trust, String allowedAction) {
        iam.createRole(r -> r.roleName("reader").path("/team/").assumeRolePolicyDocument(trust));
        iam.putRolePolicy(r -> r.roleName("reader").policyName("p").policyDocument(permissions(allowedAction)));
    }

    private static String trust(String principal) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
                + principal + "\"}, \"Action\": \"sts:AssumeRole\"}}";
    }

    private static String permissions(String action) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"" + action
                + "\"], \"Resource\": \"*\"}}";
    }

    private AwsCredentials assumed(AwsCredentials caller, Consumer<AssumeRoleRequest.Builder> request) {
        try (StsClient sts = identity.sts(caller)) {
            AssumeRoleRequest.Builder builder =
                    AssumeRoleRequest.builder().roleArn(ROLE_ARN).roleSessionName("session-1");
            request.accept(builder);
            return TestIdentity.of(sts.assumeRole(builder.build()).credentials());
        }
    }

    private String whoIs(AwsCredentials credentials) {
        try (StsClient sts = identity.sts(credentials)) {
            GetCallerIdentityResponse answer = sts.getCallerIdentity();
            assertThat(answer.account()).isEqualTo(TestIdentity.ACCOUNT);
            return answer.userId() + " " + answer.arn();
        }
    }
}
