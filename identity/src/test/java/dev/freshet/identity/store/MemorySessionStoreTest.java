package dev.freshet.identity.store;

import dev.freshet.identity.session.MemorySessionStore;
import dev.freshet.identity.session.SessionStore;

class MemorySessionStoreTest extends SessionStoreContract {
    private final SessionStore store = new MemorySessionStore();

    @Override
    SessionStore store() {
        return store;
    }
}
