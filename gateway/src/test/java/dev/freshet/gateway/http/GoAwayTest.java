package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames written by hand, for no client of Java's can be made to send a GOAWAY at a given moment. */
@Timeout(60)
class GoAwayTest {
    private static final String HOST = "localhost";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;

    @Test
    void aClientThatSaysGoodbyeBeforeItHasItsAnswerGetsIt() throws IOException {
        try (TestGateway gateway = TestGateway.start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            sent.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            frame(sent, SETTINGS, 0, 0, new byte[0]);
            frame(sent, HEADERS, END_HEADERS, 1, headers());
            frame(sent, DATA, END_STREAM, 1, "{}".getBytes(US_ASCII));
            frame(sent, GO_AWAY, 0, 0, new byte[8]);
            socket.getOutputStream().write(sent.toByteArray());

            assertThat(answer(new DataInputStream(socket.getInputStream()))).startsWith("{\"__type\":");
        }
    }

    private static byte[] headers() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        // POST, http and / are in HPACK's static table, and so is the name of the authority (RFC 7541, appendix A).
        block.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x01, (byte) HOST.length()});
        block.writeBytes(HOST.getBytes(US_ASCII));
        header(block, "content-type", "application/x-amz-json-1.1");
        header(block, "x-amz-target", "Kinesis_20131202.ListStreams");
        return block.toByteArray();
    }

    /** A literal without indexing, its name new (RFC 7541, 6.2.2). */
    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.writeBytes(new byte[] {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream});
        out.writeBytes(payload);
    }

    /** The body of stream 1. */
    private static String answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == DATA && stream == 1) {
                body.writeBytes(payload);
            }
            if (stream == 1 && (flags & END_STREAM) != 0) {
                return body.toString(US_ASCII);
            }
        }
    }
}
