package dev.freshet.identity.entity;

import java.util.ArrayList;
import java.util.List;

/** A store that forgets with the process, and fails when told to. */
public final class MemoryDirectoryStore implements DirectoryStore {
    /** What a write does beside remembering. */
    public enum Fault {
        NONE,
        /** It is refused. */
        BEFORE_COMMIT,
        /** It is made, but the answer gets lost. */
        AFTER_COMMIT
    }

    private final List<Change> written = new ArrayList<>();
    private Fault fault = Fault.NONE;

    public void failNextWrite(Fault next) {
        fault = next;
    }

    @Override
    public Entities load() {
        Edit edit = new Edit(Entities.of(List.of(), List.of(), List.of(), List.of()));
        for (Change change : written) {
            switch (change) {
                case Change.PutRole put -> edit.put(put.role());
                case Change.PutUser put -> edit.put(put.user());
                case Change.PutPolicy put -> edit.put(put.policy());
                case Change.PutKey put -> edit.put(put.key());
                case Change.RemoveRole removed -> edit.remove(removed.role());
                case Change.RemoveUser removed -> edit.remove(removed.user());
                case Change.RemovePolicy removed -> edit.remove(removed.policy());
                case Change.RemoveKey removed -> edit.remove(removed.key());
            }
        }
        return edit.entities();
    }

    @Override
    public void write(List<Change> changes) {
        Fault now = fault;
        fault = Fault.NONE;
        if (now == Fault.BEFORE_COMMIT) {
            throw new IllegalStateException("The store is away");
        }
        written.addAll(changes);
        if (now == Fault.AFTER_COMMIT) {
            throw new IllegalStateException("The connection was lost");
        }
    }
}
