package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What holds of any statements and any request, drawn from a vocabulary small enough to meet often. */
class EvaluationLawsTest {
    @Property
    void anExplicitDenyAlwaysWins(
            @ForAll("statements") @Size(max = 6) List<String> statements,
            @ForAll("requests") AccessRequest request,
            @ForAll Random random) {
        List<String> denied = new ArrayList<>(statements);
        denied.add(
                random.nextInt(denied.size() + 1),
                "{'Effect': 'Deny', 'Action': '%s', 'Resource': '%s'}".formatted(request.action(), request.resource()));
        assertThat(decide(denied, request)).isEqualTo(new Verdict.ExplicitlyDenied(PolicyType.IDENTITY_BASED));
    }

    @Property
    void theOrderOfStatementsDoesNotMatter(
            @ForAll("statements") @Size(min = 1, max = 6) List<String> statements,
            @ForAll("requests") AccessRequest request,
            @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(statements);
        Collections.shuffle(shuffled, random);
        assertThat(decide(shuffled, request)).isEqualTo(decide(statements, request));
    }

    @Property
    void itDoesNotMatterHowStatementsAreSpreadOverDocuments(
            @ForAll("statements") @Size(min = 2, max = 6) List<String> statements,
            @ForAll("requests") AccessRequest request) {
        List<PolicyDocument> spread =
                statements.stream().map(Requests::identityPolicy).toList();
        assertThat(Evaluation.decide(ApplicablePolicies.of(spread), request)).isEqualTo(decide(statements, request));
    }

    @Property
    void anotherDenyNeverAllowsAnything(
            @ForAll("statements") @Size(min = 1, max = 6) List<String> statements,
            @ForAll("statements") @Size(min = 1, max = 3) List<String> more,
            @ForAll("requests") AccessRequest request) {
        List<String> stricter = new ArrayList<>(statements);
        more.forEach(statement -> stricter.add(statement.replace("'Allow'", "'Deny'")));
        if (decide(stricter, request) instanceof Verdict.Allowed) {
            assertThat(decide(statements, request)).isEqualTo(new Verdict.Allowed());
        }
    }

    @Property
    void aStatementAndItsNegationDivideAllRequests(
            @ForAll("actions") String action, @ForAll("requests") AccessRequest request) {
        boolean with = Requests.allows(
                Requests.identityPolicy("{'Effect': 'Allow', 'Action': '%s', 'Resource': '*'}".formatted(action)),
                request);
        boolean without = Requests.allows(
                Requests.identityPolicy("{'Effect': 'Allow', 'NotAction': '%s', 'Resource': '*'}".formatted(action)),
                request);
        assertThat(with).isNotEqualTo(without);
    }

    @Property
    void aNegatedOperatorIsTheOppositeOfItsPartner(
            @ForAll("operators") String operator, @ForAll("words") String wanted, @ForAll("words") String actual) {
        String negative =
                operator.startsWith("Ip") ? "Not" + operator : operator.replaceFirst("(Equals|Like)", "Not$1");
        AccessRequest request = Requests.of("s3:Get", "*", Map.of("aws:key", List.of(actual)));
        assertThat(Requests.allows(conditional(operator, wanted), request))
                .isNotEqualTo(Requests.allows(conditional(negative, wanted), request));
    }

    private static PolicyDocument conditional(String operator, String wanted) {
        return Requests.identityPolicy(
                "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*', 'Condition': {'%s': {'aws:key': '%s'}}}"
                        .formatted(operator, wanted));
    }

    private static Verdict decide(List<String> statements, AccessRequest request) {
        if (statements.isEmpty()) {
            return Evaluation.decide(ApplicablePolicies.of(List.of()), request);
        }
        PolicyDocument document = Requests.identityPolicy(String.join(",", statements));
        return Evaluation.decide(ApplicablePolicies.of(List.of(document)), request);
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike");
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of("a", "A", "a*", "ab", "*", "arn:aws:s3:::a", "arn:aws:s3:::*", "arn:aws:*", "");
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.of("*", "s3:*", "s3:Get", "s3:G?t", "S3:get", "s3:Put", "kinesis:*");
    }

    @Provide
    Arbitrary<List<String>> statements() {
        Arbitrary<String> resources =
                Arbitraries.of("*", "arn:aws:s3:::a", "arn:aws:s3:::a*", "arn:aws:s3:::${aws:key}", "arn:aws:s3:::?b");
        Arbitrary<String> conditions = Arbitraries.of(
                "", ", 'Condition': {'StringLike': {'aws:key': 'a*'}}", ", 'Condition': {'Null': {'aws:key': 'true'}}");
        return Combinators.combine(Arbitraries.of("Allow", "Deny"), actions(), resources, conditions)
                .as((effect, action, resource, condition) -> "{'Effect': '%s', 'Action': '%s', 'Resource': '%s'%s}"
                        .formatted(effect, action, resource, condition))
                .list();
    }

    @Provide
    Arbitrary<AccessRequest> requests() {
        return Combinators.combine(
                        Arbitraries.of("s3:Get", "s3:Put", "kinesis:Get"),
                        Arbitraries.of("arn:aws:s3:::a", "arn:aws:s3:::ab", "arn:aws:s3:::b"),
                        Arbitraries.of("a", "b").list().ofMaxSize(1))
                .as((action, resource, key) -> Requests.of(action, resource, Map.of("aws:key", key)));
    }
}
