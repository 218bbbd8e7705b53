package dev.freshet.identity;

import dev.freshet.gateway.Principal;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a service's wish to act with a role. */
public sealed interface RoleAssumption {
    /** The service may act as this session until the role or its trust policy changes. */
    record Assumed(Principal.RoleSession session) implements RoleAssumption {}

    /** It may not, and why. */
    sealed interface Refused extends RoleAssumption {
        /** A sentence that names the cause and what to change. */
        String text();

        record NoSuchRole(String roleArn) implements Refused {
            @Override
            public String text() {
                return "The role " + roleArn + " does not exist.";
            }
        }

        /** No statement of the trust policy lets this service assume the role, whatever the conditions. */
        record NotTrusted(String roleArn, String service) implements Refused {
            @Override
            public String text() {
                return "The trust policy of the role " + roleArn + " does not let the service principal " + service
                        + " perform sts:AssumeRole.";
            }
        }

        /** A statement of the trust policy denies it. */
        record TrustDenied(String roleArn, String service) implements Refused {
            @Override
            public String text() {
                return "The trust policy of the role " + roleArn + " explicitly denies sts:AssumeRole to the service"
                        + " principal " + service + ".";
            }
        }

        /** The trust policy names the service, but under conditions that this request does not meet. */
        record UnmetConditions(String roleArn, String service, List<Unmet> conditions) implements Refused {
            public UnmetConditions {
                conditions = List.copyOf(conditions);
            }

            /**
             * One of them.
             *
             * @param operator such as {@code StringEquals}
             * @param key such as {@code aws:SourceAccount}
             * @param wanted by the policy, as written there
             * @param actual of the request; empty when it has no such key
             */
            public record Unmet(String operator, String key, List<String> wanted, List<String> actual) {
                private String text() {
                    String has = actual.isEmpty() ? "is absent" : "is " + String.join(", ", actual);
                    return operator + " on " + key + " wants " + String.join(" or ", wanted) + ", but it " + has;
                }
            }

            @Override
            public String text() {
                return "The trust policy of the role " + roleArn + " lets the service principal " + service
                        + " perform sts:AssumeRole under a condition that is not met: "
                        + conditions.stream().map(Unmet::text).collect(Collectors.joining("; "))
                        + ".";
            }
        }
    }
}
