package dev.freshet.app.configuration;

import java.util.Arrays;
import java.util.Locale;

/** How data streams behave. */
public record DataStreamConfig(Limits limits) {
    /** Written in lower case. */
    public enum Limits {
        /** As AWS has them. */
        ON,
        /** None, for bulk work. */
        OFF;

        static Limits parse(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("limits are 'on' or 'off'"));
        }
    }

    static DataStreamConfig read(GivenSettings given) {
        return new DataStreamConfig(given.read(Setting.LIMITS, Limits::parse).orElse(Limits.ON));
    }
}
