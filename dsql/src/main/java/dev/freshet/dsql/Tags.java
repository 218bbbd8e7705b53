package dev.freshet.dsql;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A resource's tags, by key in order. */
public record Tags(Map<String, String> byKey) {
    public static final Tags NONE = new Tags(Map.of());

    public Tags {
        byKey = Collections.unmodifiableMap(new TreeMap<>(byKey));
    }

    public Tags plus(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(byKey);
        all.putAll(more);
        return new Tags(all);
    }

    public Tags minus(Collection<String> keys) {
        Map<String, String> rest = new TreeMap<>(byKey);
        rest.keySet().removeAll(keys);
        return new Tags(rest);
    }
}
