package dev.freshet.kinesis.datastream;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tags of one resource, by key. Fifty at most, though the service's model says 200
 * (<a href="https://docs.aws.amazon.com/streams/latest/dev/tagging.html">Tag your resources</a>).
 */
public record Tags(SortedMap<String, String> values) {
    public static final Tags NONE = new Tags(new TreeMap<>());

    private static final int COUNT_MAX = 50;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}\\p{Z}_./=+\\-@:]*");
    private static final String RESERVED_PREFIX = "aws:";

    public Tags {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** As a request gave them. */
    public static Tags of(Map<String, String> given) {
        return NONE.with(given);
    }

    public Tags with(Map<String, String> more) {
        more.keySet().forEach(Tags::checkKey);
        more.values().forEach(Tags::checkCharacters);
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(more);
        if (all.size() > COUNT_MAX) {
            throw KinesisErrors.invalidArgument("A resource cannot have more than " + COUNT_MAX
                    + " tags associated with it, but this would have " + all.size() + ".");
        }
        return new Tags(all);
    }

    /** Keys that are not there are passed over, as AWS does. */
    public Tags without(Collection<String> keys) {
        keys.forEach(Tags::checkCharacters);
        TreeMap<String, String> rest = new TreeMap<>(values);
        rest.keySet().removeAll(keys);
        return new Tags(rest);
    }

    private static void checkKey(String key) {
        checkCharacters(key);
        if (key.startsWith(RESERVED_PREFIX)) {
            throw KinesisErrors.invalidArgument("Tag keys that start with '" + RESERVED_PREFIX + "' are reserved.");
        }
    }

    private static void checkCharacters(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw KinesisErrors.invalidArgument("Some tags contain invalid characters. Valid characters: Unicode "
                    + "letters, digits, white space, _ . / = + - @ :.");
        }
    }
}
