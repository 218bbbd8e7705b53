package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String ALLOW = "'Effect': 'Allow', 'Action': 'kinesis:PutRecord', 'Resource': '*'";
    private static final String TRUST =
            "'Effect': 'Allow', 'Principal': {'Service': 'dsql.amazonaws.com'}, 'Action': 'sts:AssumeRole'";

    @Test
    void theTextIsKeptAsItWasGiven() throws MalformedPolicyException {
        String text = "{\n  \"Statement\" : { \"Effect\":\"Deny\", \"NotAction\":[\"s3:*\"], \"NotResource\":\"*\" } }";
        assertThat(PolicyReader.read(text, PolicyType.IDENTITY_BASED).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{} {}",
                "{\"Version\": \"2012-10-17\", \"Version\": \"2012-10-17\"}",
                "{\"Statement\": [},"
            })
    void whatIsNotJsonIsInvalidJson(String text) {
        assertRefused(text, PolicyType.IDENTITY_BASED, "This policy contains invalid Json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []|A policy is a JSON object.
                    "*"|A policy is a JSON object.
                    {}|A policy needs the element 'Statement'.
                    {"Statement": []}|'Statement' is empty.
                    {"Statement": ["x"]}|A statement is a JSON object.
                    {"Statement": [], "Comment": ""}|A policy has no element 'Comment'.
                    {"Version": "2020-01-01", "Statement": []}|Version is 2012-10-17 or 2008-10-17, not '2020-01-01'.
                    {"Version": 2012, "Statement": []}|Version is 2012-10-17 or 2008-10-17, not '2012'.
                    """)
    void whatIsNotAPolicyIsASyntaxErrorThatSaysWhere(String text, String detail) {
        assertRefused(text, PolicyType.IDENTITY_BASED, "Syntax errors in policy. " + detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'Action': 's3:*', 'Resource': '*'|Missing required field Effect
                    'Effect': 'allow', 'Action': 's3:*', 'Resource': '*'|Syntax errors in policy. Effect is Allow or Deny, not 'allow'.
                    'Effect': 'Allow', 'Resource': '*'|Policy statement must contain actions.
                    'Effect': 'Allow', 'Action': [], 'Resource': '*'|Policy statement must contain actions.
                    'Effect': 'Allow', 'Action': '', 'Resource': '*'|Policy statement must contain actions.
                    'Effect': 'Allow', 'Action': 'PutRecord', 'Resource': '*'|Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
                    'Effect': 'Allow', 'Action': 's3:a', 'NotAction': 's3:b', 'Resource': '*'|Syntax errors in policy. A statement has Action or NotAction, not both.
                    'Effect': 'Allow', 'Action': 's3:*'|Policy statement must contain resources.
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': []|Policy statement must contain resources.
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'my-stream'|Resource my-stream must be in ARN format or "*".
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:kinesis'|Resource arn:aws:kinesis must be in ARN format or "*".
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': 7|Syntax errors in policy. A string or a list of strings is wanted, not 7.
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Principal': '*'|Policy document should not specify a principal.
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Ressource': '*'|Syntax errors in policy. A statement has no element 'Ressource'.
                    'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Sid': 'two words'|Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*
                    """)
    void statementsOfIdentityPoliciesAreRefusedInAwssWords(String statement, String message) {
        assertRefused(policy("{" + statement + "}"), PolicyType.IDENTITY_BASED, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'Effect': 'Allow', 'Action': 'sts:AssumeRole'|Missing required field Principal
                    'Effect': 'Allow', 'Principal': '*'|Missing required field Action
                    'Effect': 'Allow', 'Principal': '*', 'Action': 'sts:AssumeRole', 'Resource': '*'|Has prohibited field Resource
                    'Effect': 'Allow', 'Principal': '*', 'Action': 'kinesis:PutRecord'|AssumeRole policy may only specify STS AssumeRole actions.
                    'Effect': 'Allow', 'Principal': '*', 'Action': '*'|AssumeRole policy may only specify STS AssumeRole actions.
                    'Effect': 'Allow', 'Principal': {'Service': 'dsql'}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: "SERVICE":"dsql"
                    'Effect': 'Allow', 'Principal': {'Service': '*'}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: "SERVICE":"*"
                    'Effect': 'Allow', 'Principal': {'AWS': 'somebody'}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: "AWS":"somebody"
                    'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::123456789012:user/*'}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"
                    'Effect': 'Allow', 'Principal': {'Robot': 'r2'}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: "ROBOT":"r2"
                    'Effect': 'Allow', 'Principal': {}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: {}
                    'Effect': 'Allow', 'Principal': {'AWS': []}, 'Action': 'sts:AssumeRole'|Invalid principal in policy: {"AWS":[]}
                    """)
    void statementsOfTrustPoliciesAreRefusedInAwssWords(String statement, String message) {
        assertRefused(policy("{" + statement + "}"), PolicyType.ROLE_TRUST, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []|'Condition' is a JSON object.
                    {'StringEquals': 'x'}|'StringEquals' is a JSON object.
                    {'StringSame': {'aws:userid': 'x'}}|There is no condition operator 'StringSame'.
                    {'stringequals': {'aws:userid': 'x'}}|There is no condition operator 'stringequals'.
                    {'NullIfExists': {'aws:userid': 'true'}}|There is no condition operator 'NullIfExists'.
                    {'StringEquals': {'aws:userid': []}}|'aws:userid' has no value.
                    {'StringEquals': {'aws:userid': {}}}|The values of 'aws:userid' are strings.
                    {'StringEquals': {'aws:userid': null}}|The values of 'aws:userid' are strings.
                    {'StringEquals': {'aws:userid': '${aws:username'}}|'${aws:username' has a policy variable without its closing brace.
                    {'StringEquals': {'aws:userid': '${nobody}'}}|'${nobody}' has a policy variable that names no condition key.
                    {'StringEquals': {'aws:userid': '${aws:username, you}'}}|The default in '${aws:username, you}' stands in single quotes.
                    {'NumericEquals': {'aws:userid': 'x'}}|'x' is no number.
                    {'NumericEquals': {'aws:userid': '1e999999999'}}|'1e999999999' is no number.
                    {'DateEquals': {'aws:CurrentTime': 'tomorrow'}}|'tomorrow' is no date.
                    {'DateEquals': {'aws:CurrentTime': '2026-02-30'}}|'2026-02-30' is no date.
                    {'Bool': {'aws:SecureTransport': 'yes'}}|Bool compares with true or false, not with 'yes'.
                    {'Null': {'aws:userid': 'absent'}}|Null compares with true or false, not with 'absent'.
                    {'BinaryEquals': {'aws:userid': '!'}}|'!' is no Base64.
                    {'IpAddress': {'aws:SourceIp': '10.0.0.0/33'}}|'10.0.0.0/33' is no CIDR block.
                    {'IpAddress': {'aws:SourceIp': 'localhost'}}|'localhost' is no CIDR block.
                    """)
    void conditionsThatMeanNothingAreSyntaxErrors(String condition, String detail) {
        String text = "{\"Version\": \"2012-10-17\", \"Statement\": {" + json(ALLOW) + ", \"Condition\": "
                + json(condition) + "}}";
        assertRefused(text, PolicyType.IDENTITY_BASED, "Syntax errors in policy. " + detail);
    }

    @Test
    void aConditionKeyNeedsItsService() {
        assertRefused(
                policy("{" + ALLOW + ", 'Condition': {'StringEquals': {'userid': 'x'}}}"),
                PolicyType.IDENTITY_BASED,
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }

    @Test
    void statementIdsAreUnique() {
        assertRefused(
                policy("{'Sid': 'a', " + ALLOW + "}, {'Sid': 'a', " + ALLOW + "}"),
                PolicyType.IDENTITY_BASED,
                "Statement IDs (SID) in a single policy must be unique.");
    }

    @Test
    void conditionValuesMayStandWithoutQuotes() throws MalformedPolicyException {
        PolicyReader.read(
                policy("{" + ALLOW + ", 'Condition': {'Bool': {'aws:SecureTransport': true},"
                        + " 'NumericLessThan': {'s3:max-keys': [10, 2.5]}}}"),
                PolicyType.IDENTITY_BASED);
    }

    @Test
    void everyKindOfPrincipalIsUnderstood() throws MalformedPolicyException {
        String principals = "{'AWS': ['*', '123456789012', 'arn:aws:iam::123456789012:root',"
                + " 'arn:aws:iam::123456789012:user/path/me', 'arn:aws:sts::123456789012:assumed-role/r/s'],"
                + " 'Service': ['dsql.amazonaws.com', 'ec2.amazonaws.com.cn'], 'Federated': 'accounts.google.com'}";
        PolicyDocument document = PolicyReader.read(
                policy("{" + TRUST.replace("{'Service': 'dsql.amazonaws.com'}", principals) + "}"),
                PolicyType.ROLE_TRUST);
        assertThat(document.statements().getFirst().principals().orElseThrow().patterns())
                .hasSize(8);
    }

    @Test
    void aResourcePolicyMayLeaveTheResourceOut() throws MalformedPolicyException {
        PolicyReader.read(
                policy("{'Sid': 'any words: allowed', 'Effect': 'Allow', 'Principal': '*', 'Action': 'kinesis:*'}"),
                PolicyType.RESOURCE_BASED);
    }

    private static void assertRefused(String text, PolicyType type, String message) {
        assertThatThrownBy(() -> PolicyReader.read(text, type))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(message);
    }

    private static String policy(String statements) {
        return json("{'Version': '2012-10-17', 'Statement': [" + statements + "]}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
