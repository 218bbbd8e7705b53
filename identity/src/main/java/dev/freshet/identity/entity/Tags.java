package dev.freshet.identity.entity;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Tags of an IAM entity or a session. Keys that differ in case alone are the same key (IAM User Guide, "Tags"). */
public record Tags(NavigableMap<String, String> values) {
    public static final Tags NONE = new Tags(Collections.emptyNavigableMap());

    /** A quota that cannot be raised. */
    public static final int MAX_TAGS = 50;

    public Tags {
        values = Collections.unmodifiableNavigableMap(copy(values));
    }

    private static NavigableMap<String, String> copy(Map<String, String> values) {
        NavigableMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        return copy;
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** These, with the others' values where both have a key. The later spelling of a key replaces the earlier one. */
    public Tags with(Map<String, String> others) {
        NavigableMap<String, String> all = copy(values);
        others.keySet().forEach(all::remove);
        all.putAll(others);
        return new Tags(all);
    }

    public Tags without(Collection<String> keys) {
        NavigableMap<String, String> rest = copy(values);
        keys.forEach(rest::remove);
        return new Tags(rest);
    }

    public int size() {
        return values.size();
    }
}
