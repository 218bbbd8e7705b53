package dev.freshet.record;

/** The escapes in JSON strings (RFC 8259, section 7) and the UTF-8 that they stand for. */
final class JsonUnescape {
    private static final int SHORT = 2; // \n
    private static final int UNIT = 6; // \u00e9
    private static final int PAIR = 12; // \ud83d\ude00

    private JsonUnescape() {}

    /** How long the escape is that begins with the backslash at {@code at}; 0 when it is none. */
    static int lengthAt(byte[] text, int at, int end) {
        if (end - at < SHORT) {
            return 0;
        }
        byte kind = text[at + 1];
        if (kind != 'u') {
            return shortForm(kind) < 0 ? 0 : SHORT;
        }
        int unit = unitAt(text, at, end);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return UNIT;
        }
        int second = unitAt(text, at + UNIT, end);
        return second >= 0 && Character.isLowSurrogate((char) second) ? PAIR : 0;
    }

    /** The character of a short escape, or -1. */
    private static int shortForm(byte kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** The UTF-16 unit of a {@code \}{@code uXXXX}, or -1. */
    private static int unitAt(byte[] text, int at, int end) {
        if (end - at < UNIT || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = 2; i < UNIT; i++) {
            int digit = Character.digit(text[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    static int utf8Length(byte[] text, int at, int escapeLength) {
        int character = character(text, at, escapeLength);
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    private static int character(byte[] text, int at, int escapeLength) {
        if (escapeLength == SHORT) {
            return shortForm(text[at + 1]);
        }
        int first = unitAt(text, at, at + UNIT);
        return escapeLength == UNIT
                ? first
                : Character.toCodePoint((char) first, (char) unitAt(text, at + UNIT, at + PAIR));
    }

    /** Writes the text of a valid string, without its escapes, into an array of exactly the right length. */
    static void write(byte[] text, int from, int end, byte[] target) {
        int at = from;
        int to = 0;
        while (at < end) {
            int plain = at;
            while (plain < end && text[plain] != '\\') {
                plain++;
            }
            System.arraycopy(text, at, target, to, plain - at);
            to += plain - at;
            at = plain;
            if (at < end) {
                int length = lengthAt(text, at, end);
                to = writeUtf8(character(text, at, length), target, to);
                at += length;
            }
        }
    }

    private static int writeUtf8(int character, byte[] target, int to) {
        int at = to;
        if (character < 0x80) {
            target[at++] = (byte) character;
        } else if (character < 0x800) {
            target[at++] = (byte) (0xC0 | character >> 6);
            target[at++] = continuation(character);
        } else if (character < 0x10000) {
            target[at++] = (byte) (0xE0 | character >> 12);
            target[at++] = continuation(character >> 6);
            target[at++] = continuation(character);
        } else {
            target[at++] = (byte) (0xF0 | character >> 18);
            target[at++] = continuation(character >> 12);
            target[at++] = continuation(character >> 6);
            target[at++] = continuation(character);
        }
        return at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }
}
