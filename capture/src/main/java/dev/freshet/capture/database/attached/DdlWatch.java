package dev.freshet.capture.database.attached;

/** How DDL of the database's users is found. */
public enum DdlWatch {
    /** Event triggers see it within its own transaction. */
    EVENT_TRIGGER,
    /** Freshet looks every few seconds: it may make no event trigger there. */
    POLLING
}
