package dev.freshet.identity.store;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes entities within one transaction. */
final class EntityRows {
    private final Handle handle;

    EntityRows(Handle handle) {
        this.handle = handle;
    }

    void put(Role role) {
        entity(role.id(), "role", role.account().value(), role.path(), role.name(), role.description(), role.created());
        handle.createUpdate("""
                        INSERT INTO iam.roles (id, trust_policy, max_session_seconds) VALUES (:id, :trust, :seconds)
                        ON CONFLICT (id) DO UPDATE
                        SET trust_policy = EXCLUDED.trust_policy, max_session_seconds = EXCLUDED.max_session_seconds
                        """)
                .bind("id", role.id())
                .bind("trust", role.trust().text())
                .bind("seconds", role.maxSession().toSeconds())
                .execute();
        grants(role.id(), role.grants());
        tags(role.id(), role.tags());
    }

    void put(User user) {
        AccountId account = user.account();
        entity(user.id(), "user", account.value(), user.path(), user.name(), Optional.empty(), user.created());
        grants(user.id(), user.grants());
        tags(user.id(), user.tags());
    }

    void put(ManagedPolicy policy) {
        String id = policy.id();
        entity(id, "policy", policy.owner(), policy.path(), policy.name(), policy.description(), policy.created());
        handle.createUpdate("""
                        INSERT INTO iam.managed_policies (id, default_version, last_version) VALUES (:id, :default, :last)
                        ON CONFLICT (id) DO UPDATE
                        SET default_version = EXCLUDED.default_version, last_version = EXCLUDED.last_version
                        """)
                .bind("id", id)
                .bind("default", policy.defaultVersion())
                .bind("last", policy.lastVersion())
                .execute();
        handle.execute("DELETE FROM iam.managed_policy_versions WHERE policy_id = ?", id);
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO iam.managed_policy_versions (policy_id, number, document, created_at) VALUES (?, ?, ?, ?)");
        for (ManagedPolicy.Version version : policy.versions().values()) {
            batch.add(id, version.number(), version.document().text(), atUtc(version.created()));
        }
        batch.execute();
        tags(id, policy.tags());
    }

    void put(UserKey key) {
        handle.createUpdate("""
                        INSERT INTO iam.access_keys (id, user_id, secret, active, created_at)
                        VALUES (:id, :user, :secret, :active, :created)
                        ON CONFLICT (id) DO UPDATE SET active = EXCLUDED.active
                        """)
                .bind("id", key.id())
                .bind("user", key.userId())
                .bind("secret", key.secret())
                .bind("active", key.active())
                .bind("created", atUtc(key.created()))
                .execute();
    }

    /** With all that hangs on it. */
    void remove(String id) {
        handle.execute("DELETE FROM iam.entities WHERE id = ?", id);
    }

    void removeKey(String accessKeyId) {
        handle.execute("DELETE FROM iam.access_keys WHERE id = ?", accessKeyId);
    }

    private void entity(
            String id,
            String kind,
            String account,
            String path,
            String name,
            Optional<String> description,
            Instant created) {
        handle.createUpdate("""
                        INSERT INTO iam.entities (id, kind, account, path, name, description, created_at)
                        VALUES (:id, :kind, :account, :path, :name, :description, :created)
                        ON CONFLICT (id) DO UPDATE SET description = EXCLUDED.description
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("account", account)
                .bind("path", path)
                .bind("name", name)
                .bind("description", description)
                .bind("created", atUtc(created))
                .execute();
    }

    private void grants(String id, Grants grants) {
        handle.execute("DELETE FROM iam.inline_policies WHERE entity_id = ?", id);
        PreparedBatch inline =
                handle.prepareBatch("INSERT INTO iam.inline_policies (entity_id, name, document) VALUES (?, ?, ?)");
        grants.inline().forEach((name, document) -> inline.add(id, name, document.text()));
        inline.execute();
        handle.execute("DELETE FROM iam.attached_policies WHERE entity_id = ?", id);
        PreparedBatch attached =
                handle.prepareBatch("INSERT INTO iam.attached_policies (entity_id, policy_arn) VALUES (?, ?)");
        grants.attached().forEach(arn -> attached.add(id, arn));
        attached.execute();
        handle.execute("DELETE FROM iam.boundaries WHERE entity_id = ?", id);
        grants.boundaryArn()
                .ifPresent(arn ->
                        handle.execute("INSERT INTO iam.boundaries (entity_id, policy_arn) VALUES (?, ?)", id, arn));
    }

    private void tags(String id, Tags tags) {
        handle.execute("DELETE FROM iam.tags WHERE entity_id = ?", id);
        PreparedBatch batch = handle.prepareBatch("INSERT INTO iam.tags (entity_id, key, value) VALUES (?, ?, ?)");
        tags.values().forEach((key, value) -> batch.add(id, key, value));
        batch.execute();
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
