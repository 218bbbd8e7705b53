package dev.freshet.identity.session;

import dev.freshet.identity.entity.UniqueIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary credentials that were given out. Finding one asks memory alone; a new one is durable before it is used. */
public final class Sessions {
    /** So long a client hears that its token expired, and not that it is unknown. */
    private static final Duration REMEMBERED = Duration.ofHours(12);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final SessionStore store;
    private final UniqueIds ids;
    private final Map<String, Session> byAccessKeyId = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private Instant lastSweep = Instant.MIN;

    public Sessions(SessionStore store, UniqueIds ids) {
        this.store = store;
        this.ids = ids;
        store.load().forEach(session -> byAccessKeyId.put(session.accessKeyId(), session));
    }

    /** Gives out new credentials. */
    public Session open(SessionOwner owner, SessionScope scope, Instant now, Duration length) {
        Session session = new Session(
                ids.temporaryAccessKey(), ids.secret(), ids.sessionToken(), owner, now, now.plus(length), scope);
        store.add(session);
        byAccessKeyId.put(session.accessKeyId(), session);
        sweep(now);
        return session;
    }

    /** Those that expired may be found for a while. */
    public Optional<Session> find(String accessKeyId) {
        return Optional.ofNullable(byAccessKeyId.get(accessKeyId));
    }

    private synchronized void sweep(Instant now) {
        if (lastSweep.isAfter(now.minus(SWEEP_INTERVAL))) {
            return;
        }
        lastSweep = now;
        Instant before = now.minus(REMEMBERED);
        store.removeExpired(before);
        byAccessKeyId.values().removeIf(session -> session.expiration().isBefore(before));
    }
}
