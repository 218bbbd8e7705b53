package dev.freshet.identity.entity;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The owner of an account's entities. Reading takes the present picture and never waits, because every call of every
 * service is authorised from it. A change is first made durable and then shown, so whoever was answered sees it, and so
 * does everybody asked afterwards: there is no eventual consistency here.
 */
public final class Directory {
    private final DirectoryStore store;
    private final ReentrantLock changing = new ReentrantLock();

    /** Written by the holder of {@link #changing}, read by everybody. */
    private volatile Entities entities;

    /** Guarded by {@link #changing}. The store threw, and a commit may have gone through before its answer was lost. */
    private boolean outcomeUnknown;

    public Directory(DirectoryStore store) {
        this.store = store;
        this.entities = load();
    }

    private Entities load() {
        return store.load().with(AwsPolicies.ALL);
    }

    public Entities entities() {
        return entities;
    }

    /**
     * Makes changes together: one at a time, all or none. What {@code change} throws passes through, and nothing has
     * happened.
     */
    public <R> R change(Function<Edit, R> change) {
        changing.lock();
        try {
            settle();
            Edit edit = new Edit(entities);
            R result = change.apply(edit);
            write(edit);
            return result;
        } finally {
            changing.unlock();
        }
    }

    private void settle() {
        if (outcomeUnknown) {
            entities = load();
            outcomeUnknown = false;
        }
    }

    private void write(Edit edit) {
        if (edit.changes().isEmpty()) {
            return;
        }
        outcomeUnknown = true;
        store.write(edit.changes());
        outcomeUnknown = false;
        entities = edit.entities();
    }
}
