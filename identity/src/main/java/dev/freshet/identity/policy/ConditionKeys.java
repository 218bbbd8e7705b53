package dev.freshet.identity.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one request. Asked only for the keys that a policy names, so that a policy without conditions costs
 * nothing.
 */
@FunctionalInterface
public interface ConditionKeys {
    ConditionKeys NONE = key -> List.of();

    /** The values of a key; none when it is absent. */
    List<String> values(ConditionKey key);

    static ConditionKeys of(Map<String, List<String>> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        Map<ConditionKey, List<String>> byKey = HashMap.newHashMap(values.size());
        values.forEach((name, list) -> byKey.put(new ConditionKey(name), List.copyOf(list)));
        return key -> byKey.getOrDefault(key, List.of());
    }

    /** These, and the other's for keys that are absent here. */
    default ConditionKeys or(ConditionKeys others) {
        return key -> {
            List<String> here = values(key);
            return here.isEmpty() ? others.values(key) : here;
        };
    }
}
