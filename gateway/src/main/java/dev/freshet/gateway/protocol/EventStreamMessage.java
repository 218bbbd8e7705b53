package dev.freshet.gateway.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One message of {@code application/vnd.amazon.eventstream}, all numbers big-endian:
 *
 * <pre>
 * total length u32 | length of headers u32 | CRC-32 of these 8 bytes u32
 * headers: (length of name u8, name, type u8 = 7 for a string, length of value u16, value)*
 * payload
 * CRC-32 of all before it u32
 * </pre>
 *
 * Source: "Amazon event stream specification", smithy.io.
 */
final class EventStreamMessage {
    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int STRING = 7;
    private static final int PRELUDE_BYTES = 12;
    private static final int CRC_BYTES = 4;

    private EventStreamMessage() {}

    static byte[] encode(Map<String, String> headers, byte[] payload) {
        byte[] encodedHeaders = encode(headers);
        int total = PRELUDE_BYTES + encodedHeaders.length + payload.length + CRC_BYTES;
        ByteBuffer message = ByteBuffer.allocate(total).putInt(total).putInt(encodedHeaders.length);
        message.putInt(crcOfWritten(message)).put(encodedHeaders).put(payload);
        return message.putInt(crcOfWritten(message)).array();
    }

    private static byte[] encode(Map<String, String> headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
                byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
                out.writeByte(name.length);
                out.write(name);
                out.writeByte(STRING);
                out.writeShort(value.length);
                out.write(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private static int crcOfWritten(ByteBuffer message) {
        CRC32 crc = new CRC32();
        crc.update(message.array(), 0, message.position());
        return (int) crc.getValue();
    }
}
