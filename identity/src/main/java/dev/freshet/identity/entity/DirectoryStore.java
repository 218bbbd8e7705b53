package dev.freshet.identity.entity;

import java.util.List;

/** Keeps an account's entities beyond the life of the process. */
public interface DirectoryStore {
    /** Everything that was put and not removed. */
    Entities load();

    /** Makes all changes durable, or none of them and throws. */
    void write(List<Change> changes);
}
