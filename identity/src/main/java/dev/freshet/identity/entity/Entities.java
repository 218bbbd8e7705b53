package dev.freshet.identity.entity;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything of an account at one moment. Immutable. Names are found regardless of case, for IAM does not tell apart
 * names that differ in nothing else.
 *
 * @param policies by ARN, AWS's own included
 * @param keys by access key id
 */
public record Entities(
        NavigableMap<String, Role> roles,
        NavigableMap<String, User> users,
        NavigableMap<String, ManagedPolicy> policies,
        NavigableMap<String, UserKey> keys) {
    public Entities {
        roles = Collections.unmodifiableNavigableMap(roles);
        users = Collections.unmodifiableNavigableMap(users);
        policies = Collections.unmodifiableNavigableMap(policies);
        keys = Collections.unmodifiableNavigableMap(keys);
    }

    public static Entities of(
            Collection<Role> roles,
            Collection<User> users,
            Collection<ManagedPolicy> policies,
            Collection<UserKey> keys) {
        NavigableMap<String, Role> rolesByName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        roles.forEach(role -> rolesByName.put(role.name(), role));
        NavigableMap<String, User> usersByName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        users.forEach(user -> usersByName.put(user.name(), user));
        NavigableMap<String, ManagedPolicy> policiesByArn = new TreeMap<>();
        policies.forEach(policy -> policiesByArn.put(policy.arn(), policy));
        NavigableMap<String, UserKey> keysById = new TreeMap<>();
        keys.forEach(key -> keysById.put(key.id(), key));
        return new Entities(rolesByName, usersByName, policiesByArn, keysById);
    }

    /** The same with more policies. */
    Entities with(List<ManagedPolicy> more) {
        NavigableMap<String, ManagedPolicy> all = new TreeMap<>(policies);
        more.forEach(policy -> all.put(policy.arn(), policy));
        return new Entities(roles, users, all, keys);
    }

    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    /** Only the one whose whole ARN is this, case included. */
    public Optional<Role> roleByArn(String arn) {
        return role(arn.substring(arn.lastIndexOf('/') + 1))
                .filter(role -> role.arn().equals(arn));
    }

    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    public Optional<User> userByArn(String arn) {
        return user(arn.substring(arn.lastIndexOf('/') + 1))
                .filter(user -> user.arn().equals(arn));
    }

    /** The user whose key it is. */
    public Optional<User> ownerOf(UserKey key) {
        return user(key.userName()).filter(user -> user.id().equals(key.userId()));
    }

    public Optional<ManagedPolicy> policy(String arn) {
        return Optional.ofNullable(policies.get(arn));
    }

    /** A name belongs to one policy of the account, whatever its path. */
    public Optional<ManagedPolicy> policyByName(String owner, String name) {
        return policies.values().stream()
                .filter(policy -> policy.owner().equals(owner) && policy.name().equalsIgnoreCase(name))
                .findAny();
    }

    public List<ManagedPolicy> policiesOf(String owner) {
        return policies.values().stream()
                .filter(policy -> policy.owner().equals(owner))
                .toList();
    }

    public Optional<UserKey> key(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /** Oldest first. */
    public List<UserKey> keysOf(User user) {
        return keys.values().stream()
                .filter(key -> key.userId().equals(user.id()))
                .sorted(Comparator.comparing(UserKey::created).thenComparing(UserKey::id))
                .toList();
    }

    public Stream<Holder> holders() {
        return Stream.concat(roles.values().stream(), users.values().stream());
    }

    /** How many roles and users have it attached. */
    public int attachments(ManagedPolicy policy) {
        return (int) holders()
                .filter(holder -> holder.grants().attached().contains(policy.arn()))
                .count();
    }

    /** How many roles and users it limits. */
    public int boundaryUses(ManagedPolicy policy) {
        return (int) holders()
                .filter(holder -> holder.grants().boundaryArn().stream().anyMatch(policy.arn()::equals))
                .count();
    }
}
