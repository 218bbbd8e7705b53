package dev.freshet.identity.policy;

import dev.freshet.identity.policy.PrincipalPattern.Match;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a document.
 *
 * @param principals empty in policies that are attached to an identity
 * @param resources empty in trust policies, where the role is the resource
 */
record Statement(
        Optional<String> sid,
        Effect effect,
        Optional<Principals> principals,
        Actions actions,
        Optional<Resources> resources,
        List<Condition> conditions) {
    Statement {
        conditions = List.copyOf(conditions);
    }

    /** {@code Principal}, or {@code NotPrincipal} when negated. */
    record Principals(boolean negated, List<PrincipalPattern> patterns) {
        Match match(Requester requester) {
            Match best = Match.NOT;
            for (PrincipalPattern pattern : patterns) {
                Match match = pattern.match(requester);
                best = match.compareTo(best) > 0 ? match : best;
            }
            if (negated) {
                return best == Match.NOT ? Match.BY_NAME : Match.NOT;
            }
            return best;
        }
    }

    /** {@code Action}, or {@code NotAction} when negated; names are compared regardless of case. */
    record Actions(boolean negated, List<Glob> patterns) {
        boolean match(String action) {
            return patterns.stream().anyMatch(pattern -> pattern.matchesIgnoringCase(action)) != negated;
        }
    }

    /** {@code Resource}, or {@code NotResource} when negated; a wildcard goes over the whole ARN, slashes and colons too. */
    record Resources(boolean negated, List<Template> patterns) {
        boolean match(String resource, ConditionKeys keys) {
            return patterns.stream().anyMatch(pattern -> matches(pattern, resource, keys)) != negated;
        }

        private static boolean matches(Template pattern, String resource, ConditionKeys keys) {
            return pattern.resolve(keys).filter(glob -> glob.matches(resource)).isPresent();
        }
    }

    /** Whether this statement speaks about the request, and how it names the requester. */
    Match match(AccessRequest request) {
        Match principal = matchWithoutConditions(request);
        return principal != Match.NOT && conditions.stream().allMatch(condition -> condition.holds(request.keys()))
                ? principal
                : Match.NOT;
    }

    Match matchWithoutConditions(AccessRequest request) {
        boolean speaksOfIt = actions.match(request.action())
                && resources
                        .map(these -> these.match(request.resource(), request.keys()))
                        .orElse(true);
        if (!speaksOfIt) {
            return Match.NOT;
        }
        return principals.map(these -> these.match(request.requester())).orElse(Match.BY_NAME);
    }
}
