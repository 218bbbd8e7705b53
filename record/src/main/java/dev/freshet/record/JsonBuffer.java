package dev.freshet.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text as UTF-8 bytes in an array that grows. Written for speed: text is copied in runs, and one scan finds the
 * bytes that need an escape and proves that the rest is UTF-8. Not for several threads.
 */
public final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** What follows the backslash for a byte below 0x20, {@code '"'} and the backslash; 0 for any other byte. */
    private static final byte[] ESCAPE = escapes();

    /** What an array may hold on every Java machine. */
    static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    public JsonBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[256];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** The array itself, of which the first {@link #length} bytes count, until the next call. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Forgets what was appended after the buffer had this length. */
    public void truncate(int newLength) {
        if (newLength > length) {
            throw new IllegalArgumentException("The buffer has " + length + " bytes, not " + newLength);
        }
        length = newLength;
    }

    /** Gives back the memory of a large text, once it is used no more. */
    public void shrink(int capacity) {
        if (bytes.length > capacity && length <= capacity) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    public JsonBuffer append(byte b) {
        ensure(1);
        bytes[length++] = b;
        return this;
    }

    public JsonBuffer append(char ascii) {
        return append((byte) ascii);
    }

    public JsonBuffer append(byte[] source) {
        return append(source, 0, source.length);
    }

    public JsonBuffer append(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends bytes that the caller writes into {@link #array} at the place answered. */
    public int claim(int count) {
        ensure(count);
        int start = length;
        length += count;
        return start;
    }

    /** Text of our own that needs no escape. */
    public JsonBuffer append(String ascii) {
        return append(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    public JsonBuffer append(long number) {
        return append(Long.toString(number));
    }

    public JsonBuffer appendString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return appendString(utf8, 0, utf8.length);
    }

    /**
     * Appends a JSON string with its quotes.
     *
     * @throws IllegalArgumentException when the bytes are not UTF-8
     */
    public JsonBuffer appendString(byte[] source, int from, int count) {
        append('"');
        appendEscaped(source, from, count);
        return append('"');
    }

    /**
     * Appends what goes between the quotes of a JSON string.
     *
     * @throws IllegalArgumentException when the bytes are not UTF-8
     */
    public JsonBuffer appendEscaped(byte[] source, int from, int count) {
        int end = from + count;
        int copied = from;
        int next = from;
        while ((next = Utf8Scan.plainUntil(source, next, end)) < end) {
            byte b = source[next];
            if (b < 0) {
                next += Utf8Scan.sequenceLength(source, next, end);
            } else {
                append(source, copied, next - copied);
                appendEscape(b);
                copied = ++next;
            }
        }
        return append(source, copied, end - copied);
    }

    private void appendEscape(byte b) {
        ensure(6);
        bytes[length++] = '\\';
        byte escape = ESCAPE[b];
        bytes[length++] = escape;
        if (escape == 'u') {
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[b >> 4];
            bytes[length++] = HEX[b & 15];
        }
    }

    /** How many bytes {@link #appendEscaped} makes of one byte of valid UTF-8. */
    static int escapedLength(byte b) {
        byte escape = b < 0 ? 0 : ESCAPE[b];
        if (escape == 0) {
            return 1;
        }
        return escape == 'u' ? 6 : 2;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > LARGEST_ARRAY) {
            throw new OversizedTextException(needed);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * bytes.length)));
    }
}
