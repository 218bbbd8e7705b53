package dev.freshet.identity.session;

import java.time.Instant;
import java.util.List;

/** Keeps sessions beyond the life of the process, for credentials are good until they expire. */
public interface SessionStore {
    List<Session> load();

    void add(Session session);

    /** Forgets those that expired before. */
    void removeExpired(Instant before);
}
