package dev.freshet.app.configuration;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings that somebody gave, each with the place where it was found first: flag, environment, file. */
final class GivenSettings {
    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

    record Given(String value, String source) {}

    /** Keeps the value unless one was found before; an empty one counts as not given. */
    void add(Setting setting, String value, String source) {
        if (!value.isEmpty()) {
            given.putIfAbsent(setting, new Given(value, source));
        }
    }

    /**
     * Reads one setting.
     *
     * @param parser throws IllegalArgumentException with what is allowed
     * @throws ConfigurationException naming the source and the value
     */
    <T> Optional<T> read(Setting setting, Function<String, T> parser) {
        Given found = given.get(setting);
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(found.value()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(found.source() + " cannot be used: " + e.getMessage());
        }
    }
}
