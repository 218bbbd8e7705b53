package dev.freshet.kinesis.action;

import java.util.List;
import java.util.Map;

/** A tag as lists answer it. */
record Tag(String key, String value) {
    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
