package dev.freshet.capture.schema;

import dev.freshet.capture.value.ValueEncoding;
import org.jspecify.annotations.Nullable;

/**
 * A column and how its values become JSON.
 *
 * @param number in {@code pg_attribute}, which a new name does not change; 0 where it is not known
 * @param missing the text of the value that rows have which are older than the column; null for NULL
 */
public record CapturedColumn(
        String name,
        ValueEncoding encoding,
        int number,
        @Nullable String missing) {
    /** Whether it is the same column under whatever name, as far as is known. */
    boolean is(CapturedColumn other) {
        return number > 0 && other.number > 0 ? number == other.number : name.equals(other.name);
    }
}
