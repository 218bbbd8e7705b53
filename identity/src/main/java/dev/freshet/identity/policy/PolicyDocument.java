package dev.freshet.identity.policy;

import dev.freshet.identity.policy.PrincipalPattern.Match;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy, as written and as understood. Made by {@link PolicyReader}.
 *
 * @param text the document as it was given; IAM hands out exactly that
 */
public record PolicyDocument(String text, List<Statement> statements) {
    /** Allows every action on every resource; what the account itself may do. */
    public static final PolicyDocument EVERYTHING = new PolicyDocument(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
            List.of(new Statement(
                    Optional.empty(),
                    Effect.ALLOW,
                    Optional.empty(),
                    new Statement.Actions(false, List.of(Glob.of("*"))),
                    Optional.empty(),
                    List.of())));

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** What the document says to a request. */
    enum Answer {
        /** Nothing. */
        SILENT,
        /** It allows the requester's account, which must allow the requester itself. */
        ALLOWS_ACCOUNT,
        ALLOWS,
        /** Whatever else it says. */
        DENIES
    }

    Answer answer(AccessRequest request) {
        Answer answer = Answer.SILENT;
        for (Statement statement : statements) {
            Answer one = answer(statement, request);
            answer = one.compareTo(answer) > 0 ? one : answer;
        }
        return answer;
    }

    private static Answer answer(Statement statement, AccessRequest request) {
        Match match = statement.match(request);
        if (match == Match.NOT) {
            return Answer.SILENT;
        }
        return switch (statement.effect()) {
            case DENY -> Answer.DENIES;
            case ALLOW -> match == Match.BY_ACCOUNT ? Answer.ALLOWS_ACCOUNT : Answer.ALLOWS;
        };
    }

    /** ARNs of the users, roles and sessions that the document names as principals. */
    public List<String> principalArns() {
        return statements.stream()
                .flatMap(statement -> statement.principals().stream())
                .flatMap(principals -> principals.patterns().stream())
                .filter(PrincipalPattern.Named.class::isInstance)
                .map(pattern -> ((PrincipalPattern.Named) pattern).arn())
                .toList();
    }

    /** Whether some statement would allow the request if its conditions held. */
    public boolean namesRequester(AccessRequest request) {
        return allowing(request).findAny().isPresent();
    }

    /** The conditions that keep statements from allowing the request; for a message, not for a decision. */
    public List<Condition> unmetConditions(AccessRequest request) {
        return allowing(request)
                .flatMap(statement -> statement.conditions().stream())
                .filter(condition -> !condition.holds(request.keys()))
                .toList();
    }

    private Stream<Statement> allowing(AccessRequest request) {
        return statements.stream()
                .filter(statement -> statement.effect() == Effect.ALLOW)
                .filter(statement -> statement.matchWithoutConditions(request) != Match.NOT);
    }

    /** Policies are equal when they are written alike; what is understood follows from that. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyDocument document && document.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
