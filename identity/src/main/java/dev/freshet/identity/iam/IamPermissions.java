package dev.freshet.identity.iam;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The permissions that IAM's operations need, with the keys that policies may ask for (Service Authorization Reference). */
final class IamPermissions {
    private IamPermissions() {}

    /** On a role that may or may not exist; when it does, its path and tags count. */
    static Permission onRole(String operation, Entities entities, AccountId account, String name) {
        return onRole(operation, entities, account, name, Map.of());
    }

    static Permission onRole(
            String operation, Entities entities, AccountId account, String name, Map<String, List<String>> context) {
        Optional<Role> role = entities.role(name);
        String arn = role.map(Role::arn).orElseGet(() -> Role.arn(account, "/", name));
        Map<String, List<String>> keys = new HashMap<>(context);
        role.ifPresent(found -> resourceTags(found.tags(), keys));
        role.flatMap(found -> found.grants().boundaryArn())
                .ifPresent(boundary -> keys.put(BOUNDARY, List.of(boundary)));
        return new Permission("iam:" + operation, arn, keys);
    }

    static Permission onUser(String operation, Entities entities, AccountId account, String name) {
        return onUser(operation, entities, account, name, Map.of());
    }

    static Permission onUser(
            String operation, Entities entities, AccountId account, String name, Map<String, List<String>> context) {
        Optional<User> user = entities.user(name);
        String arn = user.map(User::arn).orElseGet(() -> User.arn(account, "/", name));
        Map<String, List<String>> keys = new HashMap<>(context);
        user.ifPresent(found -> resourceTags(found.tags(), keys));
        user.flatMap(found -> found.grants().boundaryArn())
                .ifPresent(boundary -> keys.put(BOUNDARY, List.of(boundary)));
        return new Permission("iam:" + operation, arn, keys);
    }

    static Permission onPolicy(String operation, Entities entities, String arn) {
        Map<String, List<String>> keys = new HashMap<>();
        entities.policy(arn).map(ManagedPolicy::tags).ifPresent(tags -> resourceTags(tags, keys));
        return new Permission("iam:" + operation, arn, keys);
    }

    static final String POLICY_ARN = "iam:PolicyARN";
    static final String BOUNDARY = "iam:PermissionsBoundary";

    private static void resourceTags(Tags tags, Map<String, List<String>> keys) {
        tags.values().forEach((key, value) -> {
            keys.put("aws:ResourceTag/" + key, List.of(value));
            keys.put("iam:ResourceTag/" + key, List.of(value));
        });
    }

    /** The keys about tags that a request brings. */
    static Map<String, List<String>> requestTags(@Nullable List<Tag> tags) {
        Map<String, List<String>> keys = new HashMap<>();
        if (tags != null) {
            tags.forEach(tag -> keys.put("aws:RequestTag/" + tag.key(), List.of(tag.value())));
            keys.put("aws:TagKeys", tags.stream().map(Tag::key).toList());
        }
        return keys;
    }
}
