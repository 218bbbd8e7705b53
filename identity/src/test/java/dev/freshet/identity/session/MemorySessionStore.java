package dev.freshet.identity.session;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that forgets with the process. */
public final class MemorySessionStore implements SessionStore {
    private final List<Session> sessions = new CopyOnWriteArrayList<>();

    @Override
    public List<Session> load() {
        return List.copyOf(sessions);
    }

    @Override
    public void add(Session session) {
        sessions.add(session);
    }

    @Override
    public void removeExpired(Instant before) {
        sessions.removeIf(session -> session.expiration().isBefore(before));
    }
}
