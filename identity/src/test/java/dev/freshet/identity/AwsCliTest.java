package dev.freshet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The guide's commands on roles, as the AWS CLI sends them. */
class AwsCliTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private TestIdentity identity;
    private AwsCommand aws;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(AwsCommand.isInstalled(), "The AWS CLI is not installed (pip install awscli)");
        identity = TestIdentity.start();
        aws = new AwsCommand(identity.gateway().endpoint(), folder);
        Files.writeString(folder.resolve("trust-policy.json"), GuidePolicies.TRUST);
        Files.writeString(folder.resolve("permissions-policy.json"), GuidePolicies.PERMISSIONS);
    }

    @AfterEach
    void stop() {
        if (identity != null) {
            identity.close();
        }
    }

    @Test
    void theGuidesRoleIsMadeShownAndDeleted() {
        JsonNode created = aws.run(
                        "iam",
                        "create-role",
                        "--role-name",
                        GuidePolicies.ROLE_NAME,
                        "--assume-role-policy-document",
                        "file://trust-policy.json")
                .orElseThrow();
        assertThat(created.at("/Role/Arn").stringValue()).isEqualTo(GuidePolicies.ROLE_ARN);
        aws.run(
                "iam",
                "put-role-policy",
                "--role-name",
                GuidePolicies.ROLE_NAME,
                "--policy-name",
                GuidePolicies.POLICY_NAME,
                "--policy-document",
                "file://permissions-policy.json");

        // The CLI decodes documents and shows them as JSON.
        JsonNode shown = aws.run("iam", "get-role", "--role-name", GuidePolicies.ROLE_NAME)
                .orElseThrow();
        assertThat(shown.at("/Role/AssumeRolePolicyDocument")).isEqualTo(JSON.readTree(GuidePolicies.TRUST));
        JsonNode policy = aws.run(
                        "iam",
                        "get-role-policy",
                        "--role-name",
                        GuidePolicies.ROLE_NAME,
                        "--policy-name",
                        GuidePolicies.POLICY_NAME)
                .orElseThrow();
        assertThat(policy.at("/PolicyDocument")).isEqualTo(JSON.readTree(GuidePolicies.PERMISSIONS));
        JsonNode roles = aws.run("iam", "list-roles").orElseThrow();
        assertThat(roles.at("/Roles/0/RoleName").stringValue()).isEqualTo(GuidePolicies.ROLE_NAME);

        aws.run(
                "iam",
                "update-assume-role-policy",
                "--role-name",
                GuidePolicies.ROLE_NAME,
                "--policy-document",
                "file://trust-policy.json");
        aws.run("iam", "update-role", "--role-name", GuidePolicies.ROLE_NAME, "--description", "for CDC");
        aws.run("iam", "wait", "role-exists", "--role-name", GuidePolicies.ROLE_NAME);
        assertThat(aws.fail("iam", "delete-role", "--role-name", GuidePolicies.ROLE_NAME))
                .contains("An error occurred (DeleteConflict) when calling the DeleteRole operation: Cannot delete"
                        + " entity, must delete policies first.");
        aws.run(
                "iam",
                "delete-role-policy",
                "--role-name",
                GuidePolicies.ROLE_NAME,
                "--policy-name",
                GuidePolicies.POLICY_NAME);
        aws.run("iam", "delete-role", "--role-name", GuidePolicies.ROLE_NAME);
        assertThat(aws.fail("iam", "get-role", "--role-name", GuidePolicies.ROLE_NAME))
                .contains("An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name"
                        + " dsql-cdc-role cannot be found.");
    }

    @Test
    void theCallerLearnsWhoItIsAndAssumesARole() {
        JsonNode caller = aws.run("sts", "get-caller-identity").orElseThrow();
        assertThat(caller.at("/Arn").stringValue()).isEqualTo("arn:aws:iam::123456789012:root");
        aws.run(
                "iam",
                "create-role",
                "--role-name",
                "reader",
                "--assume-role-policy-document",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
                        + "\"Action\":\"sts:AssumeRole\"}}");
        JsonNode assumed = aws.run(
                        "sts",
                        "assume-role",
                        "--role-arn",
                        "arn:aws:iam::123456789012:role/reader",
                        "--role-session-name",
                        "me")
                .orElseThrow();
        assertThat(assumed.at("/Credentials/AccessKeyId").stringValue()).startsWith("ASIA");
        assertThat(assumed.at("/AssumedRoleUser/Arn").stringValue())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/me");
    }
}
