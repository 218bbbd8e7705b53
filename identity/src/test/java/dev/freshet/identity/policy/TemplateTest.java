package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final ConditionKeys KEYS = ConditionKeys.of(Map.of(
            "aws:username", List.of("ann"),
            "aws:PrincipalTag/star", List.of("a*"),
            "aws:TagKeys", List.of("one", "two")));

    @Test
    void aVariableStandsForTheRequestsValue() throws MalformedPolicyException {
        assertThat(matches("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/ann/x"))
                .isTrue();
        assertThat(matches("arn:aws:s3:::home/${AWS:UserName}/*", "arn:aws:s3:::home/bob/x"))
                .isFalse();
    }

    @Test
    void aStarThatCameInByAVariableMeansItself() throws MalformedPolicyException {
        assertThat(matches("x-${aws:PrincipalTag/star}", "x-a*")).isTrue();
        assertThat(matches("x-${aws:PrincipalTag/star}", "x-abc")).isFalse();
    }

    @Test
    void theThreeLiteralsMeanThemselves() throws MalformedPolicyException {
        assertThat(matches("${*}${?}${$}{x}", "*?${x}")).isTrue();
        assertThat(matches("${*}", "abc")).isFalse();
    }

    @Test
    void aVariableWithoutValueMatchesNothingUnlessItHasADefault() throws MalformedPolicyException {
        assertThat(matches("${aws:userid}*", "anything")).isFalse();
        assertThat(matches("team-${aws:PrincipalTag/team, 'every one'}", "team-every one"))
                .isTrue();
        assertThat(matches("${aws:username,'nobody'}", "ann")).isTrue();
    }

    @Test
    void aKeyWithSeveralValuesHasNoneToPutIn() throws MalformedPolicyException {
        assertThat(matches("${aws:TagKeys}", "one")).isFalse();
    }

    @Test
    void theOldVersionHasNoVariables() throws MalformedPolicyException {
        Template template = Template.read("${aws:username}*", PolicyVersion.V2008_10_17);
        assertThat(template.resolve(KEYS).orElseThrow().matches("${aws:username}/x"))
                .isTrue();
    }

    private static boolean matches(String template, String value) throws MalformedPolicyException {
        return Template.read(template, PolicyVersion.V2012_10_17)
                .resolve(KEYS)
                .filter(glob -> glob.matches(value))
                .isPresent();
    }
}
