package dev.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The AWS SDK for Java speaks forms and XML to IAM and STS. */
final class JavaIamAndStsClientTest {
    private static final StaticCredentialsProvider ROOT = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY));

    private final PracticeRoles roles = new PracticeRoles();
    private TestGateway gateway;
    private IamClient iam;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(roles.iam(), roles.sts());
        iam = IamClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(software.amazon.awssdk.regions.Region.AWS_GLOBAL)
                .credentialsProvider(ROOT)
                .build();
    }

    @AfterEach
    void stop() {
        iam.close();
        gateway.close();
    }

    @Test
    void aFormWithListsAndEveryCharacterArrivesWhole() {
        String policy = "{\"Version\": \"2012-10-17\",\n \"x\": \"<&>'+% ü\"}";
        CreateRoleResponse answer = iam.createRole(request -> request.roleName("r1")
                .assumeRolePolicyDocument(policy)
                .maxSessionDuration(7200)
                .tags(
                        Tag.builder().key("a").value("1 + 1").build(),
                        Tag.builder().key("ü").value("").build()));

        assertThat(roles.seen())
                .containsExactly(new PracticeRoles.CreateRoleRequest(
                        null,
                        "r1",
                        policy,
                        7200,
                        List.of(new PracticeRoles.Tag("a", "1 + 1"), new PracticeRoles.Tag("ü", ""))));
        assertThat(answer.role().assumeRolePolicyDocument()).isEqualTo(policy);
        assertThat(answer.role().createDate()).isEqualTo(PracticeRoles.CREATED);
        assertThat(answer.role().tags())
                .containsExactly(
                        Tag.builder().key("a").value("1 + 1").build(),
                        Tag.builder().key("ü").value("").build());
        assertThat(answer.responseMetadata().requestId()).hasSize(36);
    }

    @Test
    void anEmptyListIsEmptyAndNotAbsent() {
        assertThat(iam.listRoles().hasRoles()).isTrue();
        assertThat(iam.listRoles().roles()).isEmpty();
    }

    @Test
    void anOperationWithoutOutputAndItsErrorsAreUnderstood() {
        assertThat(iam.deleteRole(request -> request.roleName("present"))
                        .sdkHttpResponse()
                        .statusCode())
                .isEqualTo(200);
        assertThatThrownBy(() -> iam.deleteRole(request -> request.roleName("absent")))
                .isInstanceOfSatisfying(NoSuchEntityException.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(404);
                    assertThat(error.awsErrorDetails().errorMessage())
                            .isEqualTo("The role with name absent cannot be found.");
                });
    }

    @Test
    void violationsComeAsValidationError() {
        assertThatThrownBy(
                        () -> iam.createRole(request -> request.roleName("a b").assumeRolePolicyDocument("x")))
                .isInstanceOfSatisfying(IamException.class, error -> {
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(error.awsErrorDetails().errorMessage())
                            .isEqualTo("1 validation error detected: Value 'a b' at 'roleName' failed to satisfy"
                                    + " constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+");
                });
    }

    @Test
    void stsTellsWhoCalls() {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(ROOT)
                .build()) {
            GetCallerIdentityResponse answer = sts.getCallerIdentity();
            assertThat(answer.arn()).isEqualTo("arn:aws:iam::123456789012:root");
            assertThat(answer.account()).isEqualTo("123456789012");
        }
    }
}
