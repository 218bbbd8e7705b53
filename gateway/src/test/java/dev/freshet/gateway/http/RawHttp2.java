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

/** A client of HTTP/2 (RFC 9113) that sends whatever frames a test wants, in whatever order. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** Sends the preface with empty settings. */
    RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0);
    }

    /** One frame that came back. */
    record Frame(int type, int flags, int stream, byte[] payload) {}

    void frame(int type, int flags, int stream, byte... payload) throws IOException {
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

    /** The header of an unsigned ListStreams, as literals that are not kept (RFC 7541, section 6.2.2). */
    static byte[] request() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // Helidon takes the names of pseudo headers from the static table only: POST, http, / and the authority.
        block.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, (byte) 0x84, 1, 1, 'h'});
        literal(block, "content-type", "application/x-amz-json-1.1");
        literal(block, "x-amz-target", "Kinesis_20131202.ListStreams");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
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
