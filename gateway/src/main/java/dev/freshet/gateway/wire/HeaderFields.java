package dev.freshet.gateway.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header of a request. Names are kept in lower case, whatever their case was on the wire. */
public final class HeaderFields {
    private final Map<String, List<String>> valuesByName;

    private HeaderFields(Map<String, List<String>> valuesByName) {
        this.valuesByName = valuesByName;
    }

    /** {@code HeaderFields.of("Host", "localhost", "X-Amz-Date", "…")}; a name that comes twice has two values. */
    public static HeaderFields of(String... namesAndValues) {
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public Optional<String> first(String lowerCaseName) {
        List<String> values = valuesByName.get(lowerCaseName);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** Every value of that name in the order of the request; empty when there is none. */
    public List<String> all(String lowerCaseName) {
        return valuesByName.getOrDefault(lowerCaseName, List.of());
    }

    public boolean has(String lowerCaseName) {
        return valuesByName.containsKey(lowerCaseName);
    }

    /** Collects the fields of one request. */
    public static final class Builder {
        private final Map<String, List<String>> valuesByName = new LinkedHashMap<>();

        public Builder add(String name, String value) {
            valuesByName
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(value);
            return this;
        }

        public Builder addIfAbsent(String name, String value) {
            return valuesByName.containsKey(name.toLowerCase(Locale.ROOT)) ? this : add(name, value);
        }

        public HeaderFields build() {
            return new HeaderFields(valuesByName);
        }
    }
}
