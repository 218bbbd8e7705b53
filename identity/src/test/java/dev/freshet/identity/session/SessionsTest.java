package dev.freshet.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.identity.entity.Examples;
import dev.freshet.identity.entity.UniqueIds;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final MemorySessionStore store = new MemorySessionStore();
    private final Sessions sessions = new Sessions(store, new UniqueIds(new Random(1)));

    @Test
    void credentialsAreDifferentEachTimeAndDurableBeforeTheyAreGiven() {
        Session one = open(Duration.ZERO);
        Session two = open(Duration.ZERO);
        assertThat(one.accessKeyId()).isNotEqualTo(two.accessKeyId());
        assertThat(one.secret()).isNotEqualTo(two.secret());
        assertThat(one.token()).isNotEqualTo(two.token());
        assertThat(store.load()).containsExactly(one, two);
    }

    @Test
    void theyAreFoundAfterARestart() {
        Session session = open(Duration.ZERO);
        assertThat(new Sessions(store, new UniqueIds(new Random(2))).find(session.accessKeyId()))
                .contains(session);
    }

    @Test
    void thoseThatExpiredAreRememberedForAWhileAndThenForgotten() {
        Session session = open(Duration.ZERO);
        open(Duration.ofHours(12));
        assertThat(sessions.find(session.accessKeyId())).contains(session);
        open(Duration.ofHours(14));
        assertThat(sessions.find(session.accessKeyId())).isEmpty();
        assertThat(store.load()).doesNotContain(session).hasSize(2);
    }

    @Test
    void aSessionDoesNotPrintItsSecrets() {
        Session session = open(Duration.ZERO);
        assertThat(session.toString()).doesNotContain(session.secret(), session.token());
    }

    private Session open(Duration later) {
        return sessions.open(
                new SessionOwner.OfRoot(), SessionScope.WHOLE, Examples.NOW.plus(later), Duration.ofHours(1));
    }
}
