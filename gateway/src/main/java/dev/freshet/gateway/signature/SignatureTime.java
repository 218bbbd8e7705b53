package dev.freshet.gateway.signature;

import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.INCOMPLETE;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.WRONG;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** When a signature was made and for how long it is good. */
final class SignatureTime {
    /** How far the clocks of client and server may differ; AWS's widest. */
    static final Duration TOLERANCE = Duration.ofMinutes(15);

    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);
    private static final Duration VALIDITY_MAX = Duration.ofSeconds(604_800);

    private SignatureTime() {}

    /** {@code 20260131T120000Z}, or the header Date's own format. */
    static Instant parse(String text) throws SignatureRefusedException {
        try {
            boolean basic = text.length() == 16 && text.charAt(8) == 'T';
            return Instant.from((basic ? BASIC : DateTimeFormatter.RFC_1123_DATE_TIME).parse(text));
        } catch (DateTimeException e) {
            throw new SignatureRefusedException(
                    INCOMPLETE,
                    "Date must be in ISO-8601 'basic format'. Got '" + text
                            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    static String text(Instant time) {
        return BASIC.format(time);
    }

    /** Of a presigned request: 1 to 604800 seconds. */
    static Duration validity(String seconds) throws SignatureRefusedException {
        if (!seconds.matches("[0-9]{1,6}")) {
            throw new SignatureRefusedException(INCOMPLETE, "X-Amz-Expires should be a number");
        }
        Duration validity = Duration.ofSeconds(Integer.parseInt(seconds));
        if (validity.isZero() || validity.compareTo(VALIDITY_MAX) > 0) {
            throw new SignatureRefusedException(
                    INCOMPLETE, "X-Amz-Expires must be between 1 and " + VALIDITY_MAX.toSeconds() + " seconds");
        }
        return validity;
    }

    /** Refuses a signature of the future, or one older than {@code validity}. */
    static void require(Instant signed, Duration validity, Instant now) throws SignatureRefusedException {
        Instant earliest = now.minus(validity);
        if (signed.isBefore(Instant.ofEpochSecond(earliest.getEpochSecond()))) {
            throw new SignatureRefusedException(
                    WRONG,
                    "Signature expired: " + text(signed) + " is now earlier than " + text(earliest) + " (" + text(now)
                            + " - " + words(validity) + ")");
        }
        Instant latest = now.plus(TOLERANCE);
        if (signed.isAfter(latest)) {
            throw new SignatureRefusedException(
                    WRONG,
                    "Signature not yet current: " + text(signed) + " is still later than " + text(latest) + " ("
                            + text(now) + " + " + words(TOLERANCE) + ")");
        }
    }

    private static String words(Duration validity) {
        return validity.toSecondsPart() == 0 ? validity.toMinutes() + " min." : validity.toSeconds() + " sec.";
    }
}
