package dev.freshet.capture.database.attached;

import java.time.Instant;

/**
 * A table of an attached database.
 *
 * @param name with its schema, quoted where SQL needs it
 */
public record AttachedTable(String name, Standing standing) {
    /** Whether its changes are captured. */
    public sealed interface Standing {
        /** @param since rows that were written before are not in any record; whether that is from the attaching on */
        record Captured(Instant since, boolean sinceAttached) implements Standing {}

        record LeftOut(Obstacle obstacle) implements Standing {}
    }
}
