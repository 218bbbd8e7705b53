package dev.freshet.identity.store;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads everything at once: first what hangs on entities, by their id, then the entities themselves. */
final class StoredEntities {
    private final Handle handle;
    private final Map<String, Tags> tags = new HashMap<>();
    private final Map<String, Grants> grants = new HashMap<>();
    private final Map<String, TreeMap<Integer, ManagedPolicy.Version>> versions = new HashMap<>();

    StoredEntities(Handle handle) {
        this.handle = handle;
    }

    Entities load() {
        loadTags();
        loadGrants();
        loadVersions();
        return Entities.of(roles(), users(), policies(), keys());
    }

    private void loadTags() {
        handle.createQuery("SELECT entity_id, key, value FROM iam.tags")
                .map((row, _) -> tags.merge(
                        row.getString("entity_id"),
                        Tags.NONE.with(Map.of(row.getString("key"), row.getString("value"))),
                        (before, one) -> before.with(one.values())))
                .list();
    }

    private void loadGrants() {
        handle.createQuery("SELECT entity_id, name, document FROM iam.inline_policies")
                .map((row, _) -> {
                    String id = row.getString("entity_id");
                    PolicyDocument document =
                            IamSchema.policy(row.getString("document"), PolicyType.IDENTITY_BASED, id);
                    return grants.put(id, grants(id).withInline(row.getString("name"), document));
                })
                .list();
        handle.createQuery("SELECT entity_id, policy_arn FROM iam.attached_policies")
                .map((row, _) -> {
                    String id = row.getString("entity_id");
                    return grants.put(id, grants(id).withAttached(row.getString("policy_arn")));
                })
                .list();
        handle.createQuery("SELECT entity_id, policy_arn FROM iam.boundaries")
                .map((row, _) -> {
                    String id = row.getString("entity_id");
                    return grants.put(id, grants(id).withBoundary(Optional.of(row.getString("policy_arn"))));
                })
                .list();
    }

    private void loadVersions() {
        handle.createQuery("SELECT policy_id, number, document, created_at FROM iam.managed_policy_versions")
                .map((row, _) -> {
                    String id = row.getString("policy_id");
                    int number = row.getInt("number");
                    PolicyDocument document =
                            IamSchema.policy(row.getString("document"), PolicyType.IDENTITY_BASED, id);
                    return versions.computeIfAbsent(id, _ -> new TreeMap<>())
                            .put(number, new ManagedPolicy.Version(number, document, created(row)));
                })
                .list();
    }

    private List<Role> roles() {
        return handle.createQuery("SELECT * FROM iam.entities JOIN iam.roles USING (id) WHERE kind = 'role'")
                .map((row, _) -> {
                    String id = row.getString("id");
                    return new Role(
                            new AccountId(row.getString("account")),
                            row.getString("path"),
                            row.getString("name"),
                            id,
                            created(row),
                            IamSchema.policy(row.getString("trust_policy"), PolicyType.ROLE_TRUST, id),
                            Optional.ofNullable(row.getString("description")),
                            Duration.ofSeconds(row.getLong("max_session_seconds")),
                            grants(id),
                            tags(id));
                })
                .list();
    }

    private List<User> users() {
        return handle.createQuery("SELECT * FROM iam.entities WHERE kind = 'user'")
                .map((row, _) -> {
                    String id = row.getString("id");
                    return new User(
                            new AccountId(row.getString("account")),
                            row.getString("path"),
                            row.getString("name"),
                            id,
                            created(row),
                            grants(id),
                            tags(id));
                })
                .list();
    }

    private List<ManagedPolicy> policies() {
        return handle.createQuery("SELECT * FROM iam.entities JOIN iam.managed_policies USING (id)")
                .map((row, _) -> {
                    String id = row.getString("id");
                    return new ManagedPolicy(
                            row.getString("account"),
                            row.getString("path"),
                            row.getString("name"),
                            id,
                            created(row),
                            Optional.ofNullable(row.getString("description")),
                            versions.getOrDefault(id, new TreeMap<>()),
                            row.getInt("default_version"),
                            row.getInt("last_version"),
                            tags(id));
                })
                .list();
    }

    private List<UserKey> keys() {
        return handle.createQuery("""
                        SELECT key.id, key.user_id, key.secret, key.active, key.created_at, owner.name
                        FROM iam.access_keys key JOIN iam.entities owner ON owner.id = key.user_id
                        """)
                .map((row, _) -> new UserKey(
                        row.getString("id"),
                        row.getString("secret"),
                        row.getString("name"),
                        row.getString("user_id"),
                        row.getBoolean("active"),
                        created(row)))
                .list();
    }

    private Tags tags(String id) {
        return tags.getOrDefault(id, Tags.NONE);
    }

    private Grants grants(String id) {
        return grants.getOrDefault(id, Grants.NONE);
    }

    private static Instant created(ResultSet row) throws SQLException {
        return row.getObject("created_at", OffsetDateTime.class).toInstant();
    }
}
