package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
                    StringEquals              | abc            | abc                | true
                    StringEquals              | abc            | ABC                | false
                    StringEquals              | a*             | abc                | false
                    StringEquals              | a*             | a*                 | true
                    StringEquals              | abc            | absent             | false
                    StringNotEquals           | abc            | abd                | true
                    StringNotEquals           | abc            | abc                | false
                    StringNotEquals           | abc            | absent             | true
                    StringEqualsIgnoreCase    | abc            | ABC                | true
                    StringNotEqualsIgnoreCase | abc            | ABC                | false
                    StringLike                | a*c            | abbbc              | true
                    StringLike                | a?c            | abbc               | false
                    StringLike                | a*             | A                  | false
                    StringNotLike             | a*             | b                  | true
                    StringNotLike             | a*             | ab                 | false
                    NumericEquals             | 10             | 10.0               | true
                    NumericNotEquals          | 10             | 10.0               | false
                    NumericLessThan           | 10             | 9                  | true
                    NumericLessThan           | 10             | 10                 | false
                    NumericLessThanEquals     | 10             | 10                 | true
                    NumericGreaterThan        | 10             | 10                 | false
                    NumericGreaterThanEquals  | 10             | 10                 | true
                    NumericEquals             | 10             | ten                | false
                    DateLessThan              | 2026-02-01     | 2026-01-31T23:59:59Z | true
                    DateLessThan              | 2026-02-01T00:00:00+01:00 | 2026-01-31T23:00:00Z | false
                    DateLessThanEquals        | 2026-02-01T00:00:00+01:00 | 2026-01-31T23:00:00Z | true
                    DateGreaterThan           | 1769817600     | 2026-01-31T00:00:01Z | true
                    DateEquals                | 1769817600     | 2026-01-31T00:00:00Z | true
                    DateNotEquals             | 1769817600     | 2026-01-31T00:00:00Z | false
                    DateGreaterThanEquals     | 2026-01-31     | 1769817600         | true
                    DateEquals                | 2026-01-31     | now                | false
                    Bool                      | true           | TRUE               | true
                    Bool                      | false          | true               | false
                    Bool                      | false          | absent             | false
                    BinaryEquals              | QmluYXJ5       | QmluYXJ5           | true
                    BinaryEquals              | QmluYXJ5       | QmluYXJ6           | false
                    IpAddress                 | 203.0.113.0/24 | 203.0.113.77       | true
                    IpAddress                 | 203.0.113.0/24 | 203.0.114.1        | false
                    IpAddress                 | 203.0.113.5    | 203.0.113.5        | true
                    IpAddress                 | 203.0.113.5    | 203.0.113.6        | false
                    IpAddress                 | 2001:db8::/32  | 2001:db8:1::2      | true
                    IpAddress                 | 0.0.0.0/0      | 2001:db8::1        | false
                    NotIpAddress              | 203.0.113.0/24 | 203.0.114.1        | true
                    ArnLike                   | arn:aws:dsql:us-east-1:1:cluster/c/stream/* | arn:aws:dsql:us-east-1:1:cluster/c/stream/s | true
                    ArnLike                   | arn:aws:dsql:us-east-1:1:cluster/*          | arn:aws:dsql:us-east-1:1:cluster/c/stream/s | true
                    ArnEquals                 | arn:aws:dsql:us-east-1:1:cluster/*          | arn:aws:dsql:us-east-1:1:cluster/c/stream/s | true
                    ArnLike                   | arn:aws:dsql:*:1:cluster/*                  | arn:aws:dsql:us-east-1:2:cluster/c          | false
                    ArnLike                   | arn:aws:*:cluster/c                         | arn:aws:dsql:us-east-1:1:cluster/c          | false
                    ArnLike                   | arn:aws:dsql:us-east-1:1:cluster/c          | arn:aws:dsql:us-east-1:1:Cluster/c          | false
                    ArnNotLike                | arn:aws:dsql:us-east-1:1:cluster/*          | arn:aws:dsql:us-east-1:1:cluster/c          | false
                    ArnNotEquals              | arn:aws:dsql:us-east-1:1:cluster/*          | arn:aws:dsql:us-east-1:2:cluster/c          | true
                    ArnLike                   | arn:aws:logs:*:1:log-group:*                | arn:aws:logs:us-east-1:1:log-group:a:b      | true
                    Null                      | true           | absent             | true
                    Null                      | true           | x                  | false
                    Null                      | false          | absent             | false
                    Null                      | false          | x                  | true
                    StringEqualsIfExists      | abc            | absent             | true
                    StringEqualsIfExists      | abc            | abd                | false
                    BoolIfExists              | false          | absent             | true
                    IpAddressIfExists         | 203.0.113.0/24 | absent             | true
                    ForAnyValue:StringEquals  | abc            | absent             | false
                    ForAllValues:StringEquals | abc            | absent             | true
                    ForAnyValue:StringEqualsIfExists | abc     | absent             | true
                    """)
    void comparesOneValueWithOneValue(String operator, String wanted, @Nullable String actual, boolean holds) {
        assertThat(holds(operator, List.of(wanted), actual == null ? List.of() : List.of(actual)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    StringEquals                 | a,b | a     | true
                    StringEquals                 | a,b | c     | false
                    StringNotEquals              | a,b | a     | false
                    StringNotEquals              | a,b | c     | true
                    ForAnyValue:StringEquals     | a,b | a,c   | true
                    ForAnyValue:StringEquals     | a,b | c,d   | false
                    ForAllValues:StringEquals    | a,b | a,b,a | true
                    ForAllValues:StringEquals    | a,b | a,c   | false
                    ForAnyValue:StringNotEquals  | a,b | a,c   | true
                    ForAnyValue:StringNotEquals  | a,b | a,b   | false
                    ForAllValues:StringNotEquals | a,b | c,d   | true
                    ForAllValues:StringNotEquals | a,b | a,c   | false
                    ForAllValues:StringLike      | a*  | ab,ac | true
                    """)
    void comparesSeveralValues(String operator, String wanted, String actual, boolean holds) {
        assertThat(holds(operator, list(wanted), list(actual))).isEqualTo(holds);
    }

    @Test
    void allOperatorsAndAllKeysMustHold() {
        PolicyDocument document =
                Requests.identityPolicy("{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Condition': {"
                        + "'StringEquals': {'aws:a': '1', 'aws:b': '2'}, 'StringLike': {'aws:c': '3*'}}}");
        Map<String, List<String>> all = Map.of("aws:a", List.of("1"), "aws:b", List.of("2"), "aws:c", List.of("33"));
        assertThat(Requests.allows(document, Requests.of("s3:Get", "*", all))).isTrue();
        for (String key : all.keySet()) {
            Map<String, List<String>> oneWrong = new java.util.HashMap<>(all);
            oneWrong.put(key, List.of("wrong"));
            assertThat(Requests.allows(document, Requests.of("s3:Get", "*", oneWrong)))
                    .as(key)
                    .isFalse();
        }
    }

    @Test
    void keysAreFoundRegardlessOfCaseButTagsAreNot() {
        PolicyDocument document =
                Requests.identityPolicy("{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Condition': {"
                        + "'StringEquals': {'AWS:principalTAG/Team': 'blue'}}}");
        assertThat(Requests.allows(
                        document, Requests.of("s3:Get", "*", Map.of("aws:PrincipalTag/Team", List.of("blue")))))
                .isTrue();
        assertThat(Requests.allows(
                        document, Requests.of("s3:Get", "*", Map.of("aws:PrincipalTag/team", List.of("blue")))))
                .isFalse();
    }

    private static boolean holds(String operator, List<String> wanted, List<String> actual) {
        String values = "['" + String.join("','", wanted) + "']";
        PolicyDocument document = Requests.identityPolicy(
                "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Condition': {'%s': {'aws:key': %s}}}"
                        .formatted(operator, values));
        return Requests.allows(document, Requests.of("s3:Get", "*", Map.of("aws:key", actual)));
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(","));
    }
}
