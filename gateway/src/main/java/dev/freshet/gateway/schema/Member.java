package dev.freshet.gateway.schema;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link Structure}.
 *
 * @param index its place in the record's constructor
 * @param component the record component, for its annotations
 */
public record Member(int index, String wireName, Shape shape, RecordComponent component, MethodHandle accessor) {
    /** The member's value in {@code record}, null when absent. */
    public @Nullable Object valueIn(Record record) {
        try {
            return (@Nullable Object) accessor.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("An accessor of " + record.getClass() + " threw", e);
        }
    }
}
