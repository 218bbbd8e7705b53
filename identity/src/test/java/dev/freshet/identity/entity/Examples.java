package dev.freshet.identity.entity;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.policy.MalformedPolicyException;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyReader;
import dev.freshet.identity.policy.PolicyType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Entities for tests. */
public final class Examples {
    public static final AccountId ACCOUNT = new AccountId("123456789012");
    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    public static final PolicyDocument TRUST = document(
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'dsql.amazonaws.com'},"
                    + "'Action':'sts:AssumeRole'}}",
            PolicyType.ROLE_TRUST);
    public static final PolicyDocument PERMISSIONS = document(
            "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'kinesis:Put*','Resource':'*'}]}",
            PolicyType.IDENTITY_BASED);

    private Examples() {}

    /** Double quotes may be written as single ones. */
    public static PolicyDocument document(String text, PolicyType type) {
        try {
            return PolicyReader.read(text.replace('\'', '"'), type);
        } catch (MalformedPolicyException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    public static Role role(String name) {
        return new Role(
                ACCOUNT,
                "/service/",
                name,
                "AROA" + name.toUpperCase(Locale.ROOT),
                NOW,
                TRUST,
                Optional.of("Ein Beispiel mit ü"),
                Duration.ofHours(2),
                Grants.NONE
                        .withInline("first", PERMISSIONS)
                        .withInline("second", PolicyDocument.EVERYTHING)
                        .withAttached("arn:aws:iam::aws:policy/AdministratorAccess")
                        .withBoundary(Optional.of("arn:aws:iam::aws:policy/AmazonKinesisFullAccess")),
                Tags.NONE.with(Map.of("Team", "blue", "cost", "")));
    }

    public static User user(String name) {
        return new User(ACCOUNT, "/", name, "AIDA" + name, NOW, Grants.NONE.withInline("own", PERMISSIONS), Tags.NONE);
    }

    public static UserKey key(User user, String id) {
        return new UserKey(id, "secret of " + id, user.name(), user.id(), true, NOW);
    }

    public static ManagedPolicy policy(String name) {
        return ManagedPolicy.create(
                        ACCOUNT,
                        "/team/",
                        name,
                        "ANPA" + name,
                        NOW,
                        Optional.empty(),
                        PERMISSIONS,
                        Tags.NONE.with(Map.of("a", "b")))
                .withVersion(PolicyDocument.EVERYTHING, NOW.plusSeconds(1), true);
    }
}
