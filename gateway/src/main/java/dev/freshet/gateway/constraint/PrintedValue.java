package dev.freshet.gateway.constraint;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as AWS's messages print it, cut short where AWS would send back all of it. */
final class PrintedValue {
    private static final int LENGTH_MAX = 2048;

    private final StringBuilder text = new StringBuilder();

    private PrintedValue() {}

    static String of(Object value) {
        PrintedValue printed = new PrintedValue();
        printed.add(value);
        if (printed.full()) {
            int end = Character.isHighSurrogate(printed.text.charAt(LENGTH_MAX - 1)) ? LENGTH_MAX - 1 : LENGTH_MAX;
            return printed.text.substring(0, end) + "...";
        }
        return printed.text.toString();
    }

    private boolean full() {
        return text.length() > LENGTH_MAX;
    }

    private void add(@Nullable Object value) {
        if (full()) {
            return;
        }
        switch (value) {
            case null -> text.append("null");
            case byte[] bytes ->
                text.append("java.nio.HeapByteBuffer[pos=0 lim=")
                        .append(bytes.length)
                        .append(" cap=")
                        .append(bytes.length)
                        .append("]");
            case List<?> items -> list(items);
            case Map<?, ?> entries -> map(entries);
            case Record record -> record(record);
            default ->
                text.append(value.toString(), 0, Math.min(value.toString().length(), LENGTH_MAX + 1));
        }
    }

    private void list(List<?> items) {
        String separator = "[";
        for (Object item : items) {
            if (full()) {
                return;
            }
            text.append(separator);
            add(item);
            separator = ", ";
        }
        text.append(items.isEmpty() ? "[]" : "]");
    }

    private void map(Map<?, ?> entries) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (full()) {
                return;
            }
            text.append(separator).append(entry.getKey()).append('=');
            add(entry.getValue());
            separator = ", ";
        }
        text.append(entries.isEmpty() ? "{}" : "}");
    }

    /** AWS's services print their Java objects here; this is how newer ones look. */
    private void record(Record record) {
        String separator = record.getClass().getSimpleName() + "(";
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            text.append(separator).append(component.getName()).append('=');
            separator = ", ";
            try {
                component.getAccessor().setAccessible(true);
                add(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read " + component, e);
            }
        }
        text.append(')');
    }
}
