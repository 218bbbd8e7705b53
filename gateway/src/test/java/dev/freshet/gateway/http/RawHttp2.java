package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;

/** A client of HTTP/2 (RFC 9113) that sends whatever frames a test wants, in whatever order. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** What a test waits for comes before, or does not come. */
    private static final int SILENCE_MAX_MILLIS = 30_000;

    private static final byte[] CANCEL = {0, 0, 0, 8};

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** Sends the preface with empty settings. */
    RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MAX_MILLIS);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0);
    }

    /** One frame that came back. */
    record Frame(int type, int flags, int stream, byte[] payload) {}

    void frame(int type, int flags, int stream, byte... payload) throws IOException {
        frame(out, type, flags, stream, payload);
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte... payload) throws IOException {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(stream >> shift);
        }
        out.write(payload);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** A frame whose bytes come one by one. */
    void frameInBytes(int type, int flags, int stream, byte... payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        out.flush();
        frame(bytes, type, flags, stream, payload);
        for (byte each : bytes.toByteArray()) {
            out.write(each);
            out.flush();
        }
    }

    /** Takes back what it has asked (error code CANCEL). */
    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, CANCEL);
    }

    /** The header of an unsigned ListStreams. */
    static byte[] request() {
        return request(
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", "Kinesis_20131202.ListStreams"));
    }

    /** A header with those fields, as literals that are not kept (RFC 7541, section 6.2.2). */
    static byte[] request(Map<String, String> fields) {
        return request(new byte[] {(byte) 0x83}, fields);
    }

    /** A request for a page. */
    static byte[] pageRequest() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        byte[] path = "/_freshet/page".getBytes(US_ASCII);
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 4, (byte) path.length});
        block.writeBytes(path);
        block.writeBytes(new byte[] {1, 1, 'h'});
        return block.toByteArray();
    }

    /** A request for the header alone, unsigned. */
    static byte[] headRequest() {
        return request(
                new byte[] {2, 4, 'H', 'E', 'A', 'D'},
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", "Kinesis_20131202.ListStreams"));
    }

    private static byte[] request(byte[] method, Map<String, String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(method);
        // Helidon takes the names of pseudo headers from the static table only: http, / and the authority.
        block.writeBytes(new byte[] {(byte) 0x86, (byte) 0x84, 1, 1, 'h'});
        fields.forEach((name, value) -> literal(block, name, value));
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    /** The length is an integer whose first seven bits have a byte of their own (RFC 7541, section 5.1). */
    private static void text(ByteArrayOutputStream block, String text) {
        int rest = text.length() - 127;
        block.write(Math.min(text.length(), 127));
        while (rest >= 0) {
            block.write(rest > 127 ? rest & 127 | 128 : rest);
            rest = rest > 127 ? rest >> 7 : -1;
        }
        block.writeBytes(text.getBytes(US_ASCII));
    }

    private Frame receive() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        return new Frame(in.readUnsignedByte(), in.readUnsignedByte(), in.readInt(), in.readNBytes(length));
    }

    /** The next frame of that type. */
    Frame next(int type) throws IOException {
        while (true) {
            Frame frame = receive();
            if (frame.type() == type) {
                return frame;
            }
        }
    }

    /** The next frame of that type on that stream. */
    Frame nextOf(int type, int stream) throws IOException {
        while (true) {
            Frame frame = next(type);
            if (frame.stream() == stream) {
                return frame;
            }
        }
    }

    /** Waits until a stream has ended in whatever way. */
    void awaitEnd(int stream) throws IOException {
        while (true) {
            Frame frame = receive();
            boolean last = frame.type() == RST_STREAM || frame.type() <= HEADERS && (frame.flags() & END_STREAM) != 0;
            if (frame.stream() == stream && last) {
                return;
            }
        }
    }

    /** The text of a stream's data, up to the stream's end. */
    String body(int stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Frame frame = receive();
            if (frame.type() == DATA && frame.stream() == stream) {
                body.writeBytes(frame.payload());
            }
            if (frame.stream() == stream && (frame.flags() & END_STREAM) != 0) {
                return body.toString(US_ASCII);
            }
        }
    }

    /** Waits until the server closes the connection. */
    void awaitClosed() throws IOException {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException e) {
            // Closed, or reset because of what it did not read any more.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
