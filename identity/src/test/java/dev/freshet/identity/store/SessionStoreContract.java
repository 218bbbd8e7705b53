package dev.freshet.identity.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.entity.Examples;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionOwner;
import dev.freshet.identity.session.SessionScope;
import dev.freshet.identity.session.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of sessions keeps. */
abstract class SessionStoreContract {
    private static final SessionScope SCOPE = new SessionScope(
            List.of(Examples.PERMISSIONS, PolicyDocument.EVERYTHING),
            Tags.NONE.with(Map.of("Team", "blue, \"green\"", "empty", "")),
            Set.of("Team"),
            Optional.of("ann"));

    abstract SessionStore store();

    @Test
    void everyKindOfSessionComesBackAsItWasAdded() {
        Session ofRole = session("ASIA1", new SessionOwner.OfRole("writer", "AROA1", "me"), SCOPE, Examples.NOW);
        Session ofUser = session("ASIA2", new SessionOwner.OfUser("ann", "AIDA1"), SessionScope.WHOLE, Examples.NOW);
        Session ofRoot = session("ASIA3", new SessionOwner.OfRoot(), SessionScope.WHOLE, Examples.NOW);
        for (Session session : List.of(ofRole, ofUser, ofRoot)) {
            store().add(session);
        }
        assertThat(store().load()).containsExactlyInAnyOrder(ofRole, ofUser, ofRoot);
    }

    @Test
    void onlyWhatExpiredIsForgotten() {
        Session early = session("ASIA1", new SessionOwner.OfRoot(), SessionScope.WHOLE, Examples.NOW);
        Session late = session("ASIA2", new SessionOwner.OfRoot(), SessionScope.WHOLE, Examples.NOW.plusSeconds(1));
        store().add(early);
        store().add(late);
        store().removeExpired(late.expiration());
        assertThat(store().load()).containsExactly(late);
    }

    private static Session session(String id, SessionOwner owner, SessionScope scope, Instant issued) {
        return new Session(id, "secret", "token", owner, issued, issued.plusSeconds(900), scope);
    }
}
