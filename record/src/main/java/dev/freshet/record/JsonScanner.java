package dev.freshet.record;

import dev.freshet.record.UnreadableRecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Reads JSON text from front to back, as strictly as RFC 8259: what is passed over is well-formed too. Each call reads one
 * value with the white space before it.
 */
final class JsonScanner {
    /** Values within values; an image has two. More is damage, or somebody's attempt to use up memory. */
    private static final int DEEPEST = 1_000;

    private final byte[] bytes;
    private final int end;
    private int at;

    JsonScanner(Bytes text) {
        this.bytes = text.array();
        this.at = text.from();
        this.end = text.from() + text.length();
    }

    /** Reads an object; {@code member} is given each name and must read its value. */
    void members(Consumer<String> member) {
        if (next() != '{') {
            throw otherType("an object");
        }
        at++;
        if (next() == '}') {
            at++;
            return;
        }
        do {
            String name = string();
            expect(':');
            member.accept(name);
        } while (isMore('}'));
    }

    /** After a value in an object or array: whether a comma or the end follows. */
    private boolean isMore(char close) {
        byte b = next();
        if (b != ',' && b != close) {
            throw unexpected();
        }
        at++;
        return b == ',';
    }

    JsonText object() {
        if (next() != '{') {
            throw otherType("an object");
        }
        int start = at;
        skipValue();
        return JsonText.scanned(new Bytes(bytes, start, at - start));
    }

    /** Whether the next value is {@code null}; it is read then. */
    boolean isNull() {
        if (next() != 'n') {
            return false;
        }
        skipWord("null");
        return true;
    }

    String string() {
        Bytes text = stringBytes();
        return new String(text.array(), text.from(), text.length(), StandardCharsets.UTF_8);
    }

    /** A string's text as UTF-8, in an array of its own. */
    Bytes stringBytes() {
        if (next() != '"') {
            throw otherType("a string");
        }
        int start = ++at;
        int length = skipStringRest();
        byte[] text = new byte[length];
        if (length == at - 1 - start) {
            System.arraycopy(bytes, start, text, 0, length);
        } else {
            JsonUnescape.write(bytes, start, at - 1, text);
        }
        return Bytes.of(text);
    }

    long integer() {
        next();
        int start = at;
        skipNumber();
        try {
            return Long.parseLong(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            at = start;
            throw otherType("an integer of 64 bits");
        }
    }

    /** Reads any value; a loop and not a recursion, so that depth costs no stack. */
    void skipValue() {
        BitSet isObject = new BitSet();
        int depth = 0;
        do {
            byte b = next();
            boolean opens = b == '{' || b == '[';
            if (opens) {
                if (depth == DEEPEST) {
                    throw notJson("values lie deeper than " + DEEPEST + " within each other");
                }
                isObject.set(depth++, b == '{');
                at++;
            } else {
                skipScalar(b);
            }
            depth = skipToValue(opens, isObject, depth);
        } while (depth > 0);
    }

    /** Closes what ends here, and passes over the comma and the member's name; answers the depth of the next value. */
    private int skipToValue(boolean opened, BitSet isObject, int depth) {
        boolean isFirst = opened;
        int left = depth;
        while (left > 0) {
            char close = isObject.get(left - 1) ? '}' : ']';
            if (isFirst ? next() != close : isMore(close)) {
                if (close == '}') {
                    skipMemberName();
                }
                return left;
            }
            if (isFirst) {
                at++;
            }
            isFirst = false;
            left--;
        }
        return left;
    }

    private void skipMemberName() {
        expect('"');
        skipStringRest();
        expect(':');
    }

    private void skipScalar(byte first) {
        switch (first) {
            case '"' -> {
                at++;
                skipStringRest();
            }
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || bytes[at] != word.charAt(i)) {
                throw unexpected();
            }
            at++;
        }
    }

    private void skipNumber() {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            skipDigits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
    }

    /** Passes over a string's text and closing quote; answers the length of the text once its escapes are undone. */
    private int skipStringRest() {
        int start = at;
        int saved = 0;
        while (true) {
            at = Utf8Scan.plainUntil(bytes, at, end);
            if (at == end) {
                throw notJson("a string has no end");
            }
            byte b = bytes[at];
            if (b == '"') {
                return at++ - start - saved;
            } else if (b == '\\') {
                saved += skipEscape();
            } else if (b < 0) {
                skipCharacter();
            } else {
                throw notJson("a control character stands in a string");
            }
        }
    }

    private void skipCharacter() {
        try {
            at += Utf8Scan.sequenceLength(bytes, at, end);
        } catch (IllegalArgumentException e) {
            throw notJson("a string is not in UTF-8");
        }
    }

    /** Passes over one escape; answers by how much it is longer than what it stands for. */
    private int skipEscape() {
        int length = JsonUnescape.lengthAt(bytes, at, end);
        if (length == 0) {
            throw notJson("a backslash escapes nothing");
        }
        int utf8Length = JsonUnescape.utf8Length(bytes, at, length);
        at += length;
        return length - utf8Length;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw unexpected();
        }
        at++;
    }

    void requireOneValue() {
        skipValue();
        expectEnd();
    }

    void expectEnd() {
        skipSpace();
        if (at < end) {
            throw unexpected();
        }
    }

    /** The byte that the next token begins with. */
    private byte next() {
        skipSpace();
        if (at == end) {
            throw notJson("the text ends too early");
        }
        return bytes[at];
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private UnreadableRecordException unexpected() {
        return notJson(at == end ? "the text ends too early" : "something else must stand here");
    }

    private UnreadableRecordException notJson(String what) {
        return new UnreadableRecordException(Kind.NOT_JSON, "No JSON: at byte " + at + " " + what);
    }

    private UnreadableRecordException otherType(String wanted) {
        return new UnreadableRecordException(
                Kind.NOT_A_CHANGE_RECORD, "No change record: at byte " + at + " must be " + wanted);
    }
}
