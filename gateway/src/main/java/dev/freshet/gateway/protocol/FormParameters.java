package dev.freshet.gateway.protocol;

import dev.freshet.gateway.wire.PercentEncoding;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The decoded parameters of a form or a query string, sorted by name; a name may have several values. */
final class FormParameters {
    /** AWS's largest forms, with fifty tags or three hundred dimensions, have far fewer. */
    private static final int PARAMETERS_MAX = 10_000;

    private final TreeMap<String, List<String>> valuesByName = new TreeMap<>();

    private FormParameters() {}

    /** @throws UnreadableException when they are too many, or not UTF-8 */
    static FormParameters parse(String raw) {
        FormParameters parameters = new FormParameters();
        int count = 0;
        for (int from = 0; from < raw.length(); ) {
            int ampersand = raw.indexOf('&', from);
            int end = ampersand < 0 ? raw.length() : ampersand;
            if (end > from) {
                parameters.add(raw.substring(from, end));
                if (++count > PARAMETERS_MAX) {
                    throw new UnreadableException("There are more than " + PARAMETERS_MAX + " parameters");
                }
            }
            from = end + 1;
        }
        return parameters;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        valuesByName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    private static String decoded(String raw) {
        try {
            return PercentEncoding.decodeQuery(raw);
        } catch (CharacterCodingException e) {
            throw new UnreadableException("The parameters are not UTF-8");
        }
    }

    void addAll(FormParameters others) {
        others.valuesByName.forEach((name, values) ->
                valuesByName.computeIfAbsent(name, _ -> new ArrayList<>(1)).addAll(values));
    }

    List<String> all(String name) {
        return valuesByName.getOrDefault(name, List.of());
    }

    /**
     * The one value of that name.
     *
     * @throws UnreadableException when there are several: no client sends that, and which one counts is anyone's guess
     */
    Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new UnreadableException("The parameter " + name + " is there " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    /** Whether some name starts with this. */
    boolean anyBelow(String prefix) {
        String next = valuesByName.ceilingKey(prefix);
        return next != null && next.startsWith(prefix);
    }

    /** The names that start with {@code prefix}, sorted, without it. */
    List<String> below(String prefix) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry :
                valuesByName.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            names.add(entry.getKey().substring(prefix.length()));
        }
        return names;
    }
}
