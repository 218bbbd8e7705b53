package dev.freshet.capture.pgoutput;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the parts of one message, and refuses to read past its end. */
final class MessageCursor {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = {};
    private int at;
    private int end;

    void reset(byte[] newBytes, int from, int to) {
        bytes = newBytes;
        at = from;
        end = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    byte readByte() {
        return bytes[advance(1)];
    }

    /** An unsigned 16-bit number. */
    int readShort() {
        return (short) SHORT.get(bytes, advance(Short.BYTES)) & 0xFFFF;
    }

    int readInt() {
        return (int) INT.get(bytes, advance(Integer.BYTES));
    }

    long readLong() {
        return (long) LONG.get(bytes, advance(Long.BYTES));
    }

    /** Text up to a zero byte. */
    String readString() {
        int start = at;
        while (readByte() != 0) {
            // The zero byte is the last one read.
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, at - 1 - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("A name is not in UTF-8", e);
        }
    }

    byte[] readBytes(int length) {
        int start = advance(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** Passes over the next bytes and answers where they begin. */
    int advance(int length) {
        int start = at;
        if (length < 0 || length > end - start) {
            throw new MalformedMessageException(
                    "The message ends after " + (end - start) + " more bytes where " + length + " are announced");
        }
        at = start + length;
        return start;
    }

    void expectEnd() {
        if (at != end) {
            throw new MalformedMessageException("The message goes on for " + (end - at) + " bytes after its end");
        }
    }
}
