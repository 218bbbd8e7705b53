package dev.freshet.identity.iam;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.identity.entity.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tag on the wire. */
public record Tag(
        @Required @Length(min = 1, max = Shapes.MAX_TAG_KEY) @Pattern(Shapes.TAG_KEY)
        String key,

        @Required @Length(max = Shapes.MAX_TAG_VALUE) @Pattern(Shapes.TAG_VALUE)
        String value) {

    /** In the order of their keys; nothing when there are none, as AWS leaves the member out. */
    static @Nullable List<Tag> listOrNull(Tags tags) {
        return tags.size() == 0 ? null : list(tags);
    }

    static List<Tag> list(Tags tags) {
        return tags.values().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
    }

    /** Adds what a caller gave to what was there. */
    static Tags add(Tags before, @Nullable List<Tag> added) {
        if (added == null) {
            return before;
        }
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Tag tag : added) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw invalid("Tag keys that begin with aws: are reserved for AWS.");
            }
            if (values.put(tag.key(), tag.value()) != null) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        Tags after = before.with(values);
        if (after.size() > Tags.MAX_TAGS) {
            throw IamErrors.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return after;
    }

    private static ApiException invalid(String message) {
        return IamErrors.invalidInput(message);
    }
}
