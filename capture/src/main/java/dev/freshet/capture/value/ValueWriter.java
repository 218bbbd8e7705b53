package dev.freshet.capture.value;

import dev.freshet.record.JsonBuffer;

/**
 * Writes PostgreSQL's text of a value as JSON. It relies on the session settings that make the text canonical (ISO
 * dates, zone UTC, ISO 8601 intervals, hexadecimal bytea, shortest floats). Used by one thread.
 */
public final class ValueWriter {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final DateTimeReader dateTime = new DateTimeReader();
    private final IntervalReader interval = new IntervalReader();

    /**
     * Appends the value.
     *
     * @throws InvalidValueException when the text is no value of the type
     * @throws IllegalArgumentException when text is not UTF-8
     */
    public void write(ValueEncoding encoding, byte[] bytes, int from, int length, JsonBuffer out) {
        switch (encoding) {
            case TEXT -> out.appendString(bytes, from, length);
            case INTEGER -> out.append(bytes, from, checkedInteger(bytes, from, length));
            case NUMERIC -> writeNumeric(bytes, from, length, out);
            case TIMESTAMP -> writeTimestamp(bytes, from, length, out);
            case BOOLEAN -> out.append(isTrue(bytes, from, length) ? TRUE : FALSE);
            case UUID -> writeUuid(bytes, from, length, out);
            case FLOAT -> writeFloat(bytes, from, length, out);
            case PADDED_TEXT -> out.appendString(bytes, from, withoutPadding(bytes, from, length));
            case BYTES -> HexText.writeBase64(bytes, from, length, out);
            case DATE -> out.append(dateTime.over(bytes, from, length).dateDays());
            case TIME -> out.append(dateTime.over(bytes, from, length).timeMicros());
            case TIME_WITH_ZONE -> out.append(dateTime.over(bytes, from, length).timeMicrosUtc());
            case INTERVAL -> writeInterval(bytes, from, length, out);
            case EMPTY_ARRAY -> out.append('[').append(']');
        }
    }

    public void writeNull(JsonBuffer out) {
        out.append(NULL);
    }

    private void writeTimestamp(byte[] bytes, int from, int length, JsonBuffer out) {
        long micros = dateTime.over(bytes, from, length).timestampMicros();
        if (dateTime.passed64Bits(micros)) {
            out.append(Long.toUnsignedString(micros));
        } else {
            out.append(micros);
        }
    }

    private static int checkedInteger(byte[] bytes, int from, int length) {
        if (!NumberText.isInteger(bytes, from, length)) {
            throw new InvalidValueException("integer", bytes, from, length);
        }
        return length;
    }

    private static void writeFloat(byte[] bytes, int from, int length, JsonBuffer out) {
        if (NumberText.isNumber(bytes, from, length)) {
            out.append(bytes, from, length);
        } else if (NumberText.isSpecial(bytes, from, length)) {
            writeQuoted(bytes, from, length, out);
        } else {
            throw new InvalidValueException("floating-point number", bytes, from, length);
        }
    }

    private static void writeNumeric(byte[] bytes, int from, int length, JsonBuffer out) {
        if (!NumberText.isNumber(bytes, from, length) && !NumberText.isSpecial(bytes, from, length)) {
            throw new InvalidValueException("numeric", bytes, from, length);
        }
        writeQuoted(bytes, from, length, out);
    }

    private static void writeQuoted(byte[] bytes, int from, int length, JsonBuffer out) {
        out.append('"').append(bytes, from, length).append('"');
    }

    private static boolean isTrue(byte[] bytes, int from, int length) {
        if (length == 1 && bytes[from] == 't') {
            return true;
        }
        if (length == 1 && bytes[from] == 'f') {
            return false;
        }
        throw new InvalidValueException("boolean", bytes, from, length);
    }

    private static int withoutPadding(byte[] bytes, int from, int length) {
        int end = length;
        while (end > 0 && bytes[from + end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static void writeUuid(byte[] bytes, int from, int length, JsonBuffer out) {
        boolean valid = length == 36;
        for (int i = 0; valid && i < length; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            valid = dash ? bytes[from + i] == '-' : HexText.digit(bytes[from + i]) >= 0;
        }
        if (!valid) {
            throw new InvalidValueException("uuid", bytes, from, length);
        }
        writeQuoted(bytes, from, length, out);
    }

    private void writeInterval(byte[] bytes, int from, int length, JsonBuffer out) {
        if (interval.read(bytes, from, length)) {
            out.append(interval.micros());
        } else {
            writeNull(out);
        }
    }
}
