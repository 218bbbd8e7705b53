package dev.freshet.gateway.protocol;

import dev.freshet.gateway.schema.Shape.Scalar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Scalars as plain text: in forms, URLs and XML. Text that is not of the member's type is refused. */
final class ScalarText {
    private ScalarText() {}

    /** @throws UnreadableException when the text is no such scalar */
    static Object parse(Scalar scalar, String text) {
        try {
            return switch (scalar) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(digits(text));
                case LONG -> Long.valueOf(digits(text));
                case DOUBLE -> Double.valueOf(decimal(text));
                case BOOLEAN -> truth(text);
                case TIMESTAMP -> Instant.parse(text);
                case BLOB -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableException("STRING_VALUE cannot be converted to " + scalar.awsName());
        }
    }

    /** Java's own parsers take a plus sign and the digits of every script. */
    private static String digits(String text) {
        if (!text.matches("-?[0-9]+")) {
            throw new NumberFormatException();
        }
        return text;
    }

    private static String decimal(String text) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            throw new NumberFormatException();
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** ISO 8601 for timestamps, Base64 for blobs, the name for an enum. */
    static String print(Scalar scalar, Object value) {
        return switch (scalar) {
            case STRING, INTEGER, LONG, DOUBLE, BOOLEAN -> value.toString();
            case TIMESTAMP -> ((Instant) value).truncatedTo(ChronoUnit.MILLIS).toString();
            case BLOB -> Base64.getEncoder().encodeToString((byte[]) value);
        };
    }
}
