package dev.freshet.identity.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntPredicate;

/** How the numeric and date operators compare. Policy variables and wildcards mean nothing to them. */
final class OrderTests {
    /** Nobody needs more, and 1e999999999 would cost a gigabyte to compare. */
    private static final int MAX_NUMBER_LENGTH = 40;

    private static final int MAX_EXPONENT = 400;

    private OrderTests() {}

    /** @param wanted of the request's value compared with the policy's */
    static ValueTest.Reader number(IntPredicate wanted) {
        return (text, version) -> {
            BigDecimal bound = parseNumber(text)
                    .orElseThrow(() -> MalformedPolicyException.syntax("'" + text + "' is no number."));
            return (actual, keys) -> parseNumber(actual)
                    .filter(number -> wanted.test(number.compareTo(bound)))
                    .isPresent();
        };
    }

    /** @param wanted of the request's value compared with the policy's */
    static ValueTest.Reader date(IntPredicate wanted) {
        return (text, version) -> {
            Instant bound =
                    parseDate(text).orElseThrow(() -> MalformedPolicyException.syntax("'" + text + "' is no date."));
            return (actual, keys) -> parseDate(actual)
                    .filter(date -> wanted.test(date.compareTo(bound)))
                    .isPresent();
        };
    }

    private static Optional<BigDecimal> parseNumber(String text) {
        if (text.length() > MAX_NUMBER_LENGTH) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > MAX_EXPONENT ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** W3C's profile of ISO 8601, or seconds since 1970. */
    private static Optional<Instant> parseDate(String text) {
        try {
            if (text.matches("-?\\d{5,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (text.contains("T")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return Optional.of(
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
