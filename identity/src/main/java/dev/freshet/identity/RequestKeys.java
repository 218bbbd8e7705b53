package dev.freshet.identity;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.policy.ConditionKey;
import dev.freshet.identity.policy.ConditionKeys;
import dev.freshet.identity.session.Session;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The condition keys that follow from who asks, when and for what (IAM User Guide, "Global condition context keys").
 * What only the caller of the authorizer knows, such as {@code iam:PassedToService}, comes with the request.
 *
 * @param tags of the principal, those of its session included
 * @param session when temporary credentials are used
 */
record RequestKeys(
        Principal principal, Tags tags, Optional<Session> session, Optional<AccountId> resourceAccount, Instant now)
        implements ConditionKeys {
    private static final ConditionKey PRINCIPAL_TAG = new ConditionKey("aws:PrincipalTag");

    @Override
    public List<String> values(ConditionKey key) {
        if (key.isTagOf(PRINCIPAL_TAG)) {
            return list(tags.value(key.tag()));
        }
        return switch (key.name()) {
            case "aws:principalarn" -> List.of(principalArn());
            case "aws:principalaccount" -> List.of(principal.account().value());
            case "aws:principaltype" -> List.of(principalType());
            case "aws:principalisawsservice", "aws:viaawsservice" -> List.of("false");
            case "aws:userid" -> List.of(principal.userId());
            case "aws:username" -> list(userName());
            case "aws:resourceaccount" -> list(resourceAccount.map(AccountId::value));
            case "aws:currenttime" ->
                List.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:epochtime" -> List.of(Long.toString(now.getEpochSecond()));
            case "aws:tokenissuetime" ->
                list(session.map(
                        one -> one.issued().truncatedTo(ChronoUnit.SECONDS).toString()));
            case "aws:sourceidentity" -> list(session.flatMap(one -> one.scope().sourceIdentity()));
            // Long-term credentials do not have this key at all.
            case "aws:multifactorauthpresent" -> list(session.map(_ -> "false"));
            default -> List.of();
        };
    }

    /** Of a session this is its role. */
    private String principalArn() {
        return switch (principal) {
            case Principal.RoleSession role -> role.roleArn();
            case Principal.Root root -> root.arn();
            case Principal.User user -> user.arn();
        };
    }

    private String principalType() {
        return switch (principal) {
            case Principal.Root _ -> "Account";
            case Principal.User _ -> "User";
            case Principal.RoleSession _ -> "AssumedRole";
        };
    }

    private Optional<String> userName() {
        return switch (principal) {
            case Principal.User user -> Optional.of(user.name());
            case Principal.Root _, Principal.RoleSession _ -> Optional.empty();
        };
    }

    private static List<String> list(Optional<String> value) {
        return value.map(List::of).orElse(List.of());
    }
}
