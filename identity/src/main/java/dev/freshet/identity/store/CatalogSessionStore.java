package dev.freshet.identity.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionOwner;
import dev.freshet.identity.session.SessionScope;
import dev.freshet.identity.session.SessionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Temporary credentials in the catalog, one row each. */
public final class CatalogSessionStore implements SessionStore {
    private final Catalog catalog;

    public CatalogSessionStore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<Session> load() {
        return catalog.read(handle -> handle.createQuery("SELECT * FROM iam.sessions")
                .map((row, _) -> session(row))
                .list());
    }

    @Override
    public void add(Session session) {
        catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
            Update insert = handle.createUpdate("""
                    INSERT INTO iam.sessions (access_key_id, secret, token, owner_kind, owner_name, owner_id,
                        session_name, issued_at, expires_at, policies, tag_keys, tag_values, transitive_tag_keys,
                        source_identity)
                    VALUES (:key, :secret, :token, :kind, :name, :id, :session, :issued, :expires, :policies, :tagKeys,
                        :tagValues, :transitive, :identity)
                    """);
            SessionScope scope = session.scope();
            return owner(insert, session.owner())
                    .bind("key", session.accessKeyId())
                    .bind("secret", session.secret())
                    .bind("token", session.token())
                    .bind("issued", session.issued().atOffset(ZoneOffset.UTC))
                    .bind("expires", session.expiration().atOffset(ZoneOffset.UTC))
                    .bindArray(
                            "policies",
                            String.class,
                            scope.policies().stream().map(PolicyDocument::text).toList())
                    .bindArray(
                            "tagKeys",
                            String.class,
                            List.copyOf(scope.tags().values().keySet()))
                    .bindArray(
                            "tagValues",
                            String.class,
                            List.copyOf(scope.tags().values().values()))
                    .bindArray("transitive", String.class, List.copyOf(scope.transitiveTagKeys()))
                    .bind("identity", scope.sourceIdentity())
                    .execute();
        });
    }

    @Override
    public void removeExpired(Instant before) {
        catalog.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> handle.execute(
                        "DELETE FROM iam.sessions WHERE expires_at < ?", before.atOffset(ZoneOffset.UTC)));
    }

    private static Update owner(Update insert, SessionOwner owner) {
        return switch (owner) {
            case SessionOwner.OfRole(String name, String id, String session) ->
                owner(insert, "role", Optional.of(name), Optional.of(id), Optional.of(session));
            case SessionOwner.OfUser(String name, String id) ->
                owner(insert, "user", Optional.of(name), Optional.of(id), Optional.empty());
            case SessionOwner.OfRoot _ -> owner(insert, "root", Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    private static Update owner(
            Update insert, String kind, Optional<String> name, Optional<String> id, Optional<String> session) {
        return insert.bind("kind", kind).bind("name", name).bind("id", id).bind("session", session);
    }

    private static Session session(ResultSet row) throws SQLException {
        String accessKeyId = row.getString("access_key_id");
        List<PolicyDocument> policies = new ArrayList<>();
        for (String text : strings(row, "policies")) {
            policies.add(IamSchema.policy(text, PolicyType.SESSION, "session " + accessKeyId));
        }
        return new Session(
                accessKeyId,
                row.getString("secret"),
                row.getString("token"),
                owner(row),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                new SessionScope(
                        policies,
                        tags(row),
                        Set.copyOf(strings(row, "transitive_tag_keys")),
                        Optional.ofNullable(row.getString("source_identity"))));
    }

    private static SessionOwner owner(ResultSet row) throws SQLException {
        String kind = row.getString("owner_kind");
        return switch (kind) {
            case "role" ->
                new SessionOwner.OfRole(
                        row.getString("owner_name"), row.getString("owner_id"), row.getString("session_name"));
            case "user" -> new SessionOwner.OfUser(row.getString("owner_name"), row.getString("owner_id"));
            case "root" -> new SessionOwner.OfRoot();
            default -> throw new IllegalStateException("The catalog holds a session of a '" + kind + "'");
        };
    }

    private static Tags tags(ResultSet row) throws SQLException {
        List<String> keys = strings(row, "tag_keys");
        List<String> values = strings(row, "tag_values");
        Map<String, String> tags = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            tags.put(keys.get(i), values.get(i));
        }
        return Tags.NONE.with(tags);
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
