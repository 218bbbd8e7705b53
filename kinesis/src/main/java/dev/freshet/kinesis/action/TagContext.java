package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The condition keys about tags that permissions carry: those a resource has, and those a request brings. */
final class TagContext {
    private TagContext() {}

    static Map<String, List<String>> of(Tags resourceTags) {
        if (resourceTags.values().isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> context = new TreeMap<>();
        resourceTags.values().forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value)));
        return context;
    }

    static Map<String, List<String>> of(Tags resourceTags, Map<String, String> requestTags) {
        if (requestTags.isEmpty()) {
            return of(resourceTags);
        }
        Map<String, List<String>> context = new TreeMap<>(of(resourceTags));
        requestTags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
        context.put("aws:TagKeys", List.copyOf(requestTags.keySet()));
        return context;
    }
}
