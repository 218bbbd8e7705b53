package dev.freshet.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent encoding of paths, queries and forms (RFC 3986), with the choices of Signature Version 4. */
public final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Everything but {@code A-Z a-z 0-9 - . _ ~} becomes the upper-case hexadecimal of its UTF-8 bytes. */
    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Brings one name or value of a raw query to the one canonical encoding, whatever its sender left unencoded. It works
     * on bytes, so that text that is not UTF-8 survives. A plus sign is a space.
     */
    public static String reencode(String raw) {
        return encode(bytes(raw, true));
    }

    /**
     * Text of one part of a path, where a plus sign is itself.
     *
     * @throws CharacterCodingException when the bytes are no UTF-8
     */
    public static String decodePath(String raw) throws CharacterCodingException {
        return text(bytes(raw, false));
    }

    /**
     * Text of one name or value of a query or form, where a plus sign is a space.
     *
     * @throws CharacterCodingException when the bytes are no UTF-8
     */
    public static String decodeQuery(String raw) throws CharacterCodingException {
        return text(bytes(raw, true));
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** A percent sign without two hexadecimal digits behind it is itself. */
    private static byte[] bytes(String raw, boolean plusIsSpace) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                decoded.write(Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                decoded.write(plusIsSpace && bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isHex(byte b) {
        return b > 0 && Character.digit(b, 16) >= 0;
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
