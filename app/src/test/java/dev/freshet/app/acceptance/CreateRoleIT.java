package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Step 2 of the guide. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
class CreateRoleIT {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void theGuidesCommandMakesTheRole(Guide guide) {
        JsonNode role = guide.role().created().json().path("Role");

        assertThat(role.path("Arn").asString()).isEqualTo("arn:aws:iam::123456789012:role/dsql-cdc-role");
        assertThat(role.path("RoleName").asString()).isEqualTo("dsql-cdc-role");
        assertThat(role.path("Path").asString()).isEqualTo("/");
        assertThat(role.path("RoleId").asString()).matches("AROA[A-Z0-9]{17}");
        assertThat(role.path("AssumeRolePolicyDocument"))
                .isEqualTo(MAPPER.readTree(guide.document("trust-policy.json")));
        assertThat(guide.role().attached().out()).isEmpty();
    }

    @Test
    void bothDocumentsComeBackAsTheyWent(Guide guide, Shell shell) {
        guide.role();

        JsonNode role = shell.type("aws iam get-role --role-name dsql-cdc-role").json();
        JsonNode policy = shell.type(
                        "aws iam get-role-policy --role-name dsql-cdc-role " + "--policy-name dsql-cdc-kinesis-access")
                .json();

        assertThat(role.path("Role").path("AssumeRolePolicyDocument"))
                .isEqualTo(MAPPER.readTree(guide.document("trust-policy.json")));
        assertThat(policy.path("PolicyDocument")).isEqualTo(MAPPER.readTree(guide.document("permissions-policy.json")));
        assertThat(policy.path("PolicyDocument").toString()).contains("${aws:PrincipalAccount}");
    }

    @Test
    void itIsListed(Guide guide, Shell shell) {
        guide.role();

        assertThat(shell.type("aws iam list-roles --query 'Roles[].RoleName' --output text")
                        .succeeded()
                        .out()
                        .split("\\s+"))
                .contains("dsql-cdc-role");
    }

    @Test
    void aRoleIsChangedAndDeletedWithItsPolicies(Guide guide, Shell shell) {
        shell.save("trust.json", guide.document("trust-policy.json"));
        shell.save("other-trust.json", guide.document("trust-policy.json").replace("DSQLAccess", "Other"));
        shell.save("policy.json", guide.document("permissions-policy.json"));
        shell.type("aws iam create-role --role-name passing --assume-role-policy-document file://trust.json && "
                        + "aws iam put-role-policy --role-name passing --policy-name p "
                        + "--policy-document file://policy.json && "
                        + "aws iam update-assume-role-policy --role-name passing "
                        + "--policy-document file://other-trust.json")
                .succeeded();

        assertThat(shell.type("aws iam get-role --role-name passing --query "
                                + "'Role.AssumeRolePolicyDocument.Statement[0].Sid'")
                        .succeeded()
                        .out())
                .isEqualTo("\"Other\"");
        assertThat(shell.type("aws iam delete-role --role-name passing")
                        .failed()
                        .err())
                .contains("(DeleteConflict) when calling the DeleteRole operation: "
                        + "Cannot delete entity, must delete policies first.");
        shell.type("aws iam delete-role-policy --role-name passing --policy-name p && "
                        + "aws iam delete-role --role-name passing")
                .succeeded();
        assertThat(shell.type("aws iam get-role --role-name passing").failed().err())
                .contains("(NoSuchEntity) when calling the GetRole operation: "
                        + "The role with name passing cannot be found.");
    }

    @Test
    void aDocumentThatIsNoPolicyIsRefused(Shell shell) {
        assertThat(shell.type("aws iam create-role --role-name broken --assume-role-policy-document '{\"Version\":'")
                        .failed()
                        .err())
                .contains("(MalformedPolicyDocument) when calling the CreateRole operation: ");
    }

    @Test
    void thePrincipalIsTheAccountsRoot(Shell shell) {
        JsonNode identity = shell.type("aws sts get-caller-identity").json();

        assertThat(identity.path("Account").asString()).isEqualTo("123456789012");
        assertThat(identity.path("Arn").asString()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(identity.path("UserId").asString()).isEqualTo("123456789012");
    }
}
