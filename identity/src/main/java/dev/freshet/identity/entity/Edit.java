package dev.freshet.identity.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Changes to the entities, on the way to be made together. Belongs to one thread; the picture of others stays as it is. */
public final class Edit {
    private final NavigableMap<String, Role> roles;
    private final NavigableMap<String, User> users;
    private final NavigableMap<String, ManagedPolicy> policies;
    private final NavigableMap<String, UserKey> keys;
    private final List<Change> changes = new ArrayList<>();

    /** {@code new TreeMap(SortedMap)} keeps the order that does not mind case. */
    Edit(Entities before) {
        this.roles = new TreeMap<>(before.roles());
        this.users = new TreeMap<>(before.users());
        this.policies = new TreeMap<>(before.policies());
        this.keys = new TreeMap<>(before.keys());
    }

    /** As they are with the changes so far; not to be kept. */
    public Entities entities() {
        return new Entities(roles, users, policies, keys);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    public void put(Role role) {
        roles.put(role.name(), role);
        changes.add(new Change.PutRole(role));
    }

    public void remove(Role role) {
        roles.remove(role.name());
        changes.add(new Change.RemoveRole(role));
    }

    public void put(User user) {
        users.put(user.name(), user);
        changes.add(new Change.PutUser(user));
    }

    public void remove(User user) {
        users.remove(user.name());
        changes.add(new Change.RemoveUser(user));
    }

    public void put(ManagedPolicy policy) {
        policies.put(policy.arn(), policy);
        changes.add(new Change.PutPolicy(policy));
    }

    public void remove(ManagedPolicy policy) {
        policies.remove(policy.arn());
        changes.add(new Change.RemovePolicy(policy));
    }

    public void put(UserKey key) {
        keys.put(key.id(), key);
        changes.add(new Change.PutKey(key));
    }

    public void remove(UserKey key) {
        keys.remove(key.id());
        changes.add(new Change.RemoveKey(key));
    }
}
