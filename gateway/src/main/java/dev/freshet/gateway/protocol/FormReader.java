package dev.freshet.gateway.protocol;

import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.schema.Structure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the flat names of an AWS query form into a record: {@code Tags.member.2.Key} is member {@code Key} of the second
 * element of {@code Tags}, {@code Attributes.entry.1.key} and {@code .value} are an entry of a map. Names that the record
 * does not have are ignored.
 */
final class FormReader {
    /** More elements than a form has parameters cannot be. */
    private static final int INDEX_DIGITS_MAX = 9;

    private final FormParameters form;

    FormReader(FormParameters form) {
        this.form = form;
    }

    /** @throws UnreadableException in AWS's words */
    Record read(Structure structure) {
        return structure(structure, "");
    }

    private Record structure(Structure structure, String prefix) {
        @Nullable Object[] values = new @Nullable Object[structure.members().size()];
        for (Member member : structure.members()) {
            values[member.index()] = value(member.shape(), prefix + member.wireName());
        }
        return structure.newRecord(values);
    }

    private @Nullable Object value(Shape shape, String name) {
        return switch (shape) {
            case Scalar scalar ->
                form.one(name).map(text -> ScalarText.parse(scalar, text)).orElse(null);
            case Shape.ListOf(Shape element) -> list(element, name);
            case Shape.MapOf(Shape valueShape) -> map(valueShape, name);
            case Structure structure -> form.anyBelow(name + ".") ? structure(structure, name + ".") : null;
        };
    }

    private @Nullable List<@Nullable Object> list(Shape element, String name) {
        List<@Nullable Object> elements = new ArrayList<>();
        String prefix = name + ".member.";
        for (int index : indices(prefix)) {
            elements.add(value(element, prefix + index));
        }
        return elements.isEmpty() && !isEmptyValue(name) ? null : Collections.unmodifiableList(elements);
    }

    private @Nullable Map<String, @Nullable Object> map(Shape valueShape, String name) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        String prefix = name + ".entry.";
        for (int index : indices(prefix)) {
            String key = form.one(prefix + index + ".key")
                    .orElseThrow(() -> new UnreadableException("There is no " + prefix + index + ".key"));
            entries.put(key, value(valueShape, prefix + index + ".value"));
        }
        return entries.isEmpty() && !isEmptyValue(name) ? null : Collections.unmodifiableMap(entries);
    }

    /** Clients send an empty list or map as {@code Tags=}. */
    private boolean isEmptyValue(String name) {
        if (form.one(name).filter(text -> !text.isEmpty()).isPresent()) {
            throw new UnreadableException("Unexpected value of " + name + ": it is a list or a map");
        }
        return form.one(name).isPresent();
    }

    /** The numbers that stand behind the prefix. Gaps are closed, as AWS does. */
    private SortedSet<Integer> indices(String prefix) {
        SortedSet<Integer> indices = new TreeSet<>();
        for (String rest : form.below(prefix)) {
            int dot = rest.indexOf('.');
            String digits = dot < 0 ? rest : rest.substring(0, dot);
            if (!digits.matches("[1-9][0-9]*") || digits.length() > INDEX_DIGITS_MAX) {
                throw new UnreadableException("There is no element " + prefix + digits + ": they are numbered from 1");
            }
            indices.add(Integer.valueOf(digits));
        }
        return indices;
    }
}
