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

    public Directory(DirectoryStore store) {
        this.store = store;
        this.entities = store.load();
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
            Edit edit = new Edit(entities);
            R result = change.apply(edit);
            if (!edit.changes().isEmpty()) {
                store.write(edit.changes());
                entities = edit.entities();
            }
            return result;
        } finally {
            changing.unlock();
        }
    }
}
