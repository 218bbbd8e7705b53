package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameCountTest {
    private static final int STREAMS_MAX = 128;

    private static final int HIDDEN = 0xff;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private record Head(int type, int flags, int stream, int length) {
        byte[] bytes() {
            byte[] bytes = new byte[9 + length];
            bytes[1] = (byte) (length >> 8);
            bytes[2] = (byte) length;
            bytes[3] = (byte) type;
            bytes[4] = (byte) flags;
            bytes[7] = (byte) (stream >> 8);
            bytes[8] = (byte) stream;
            // Would be taken for heads of RST_STREAM if a payload were.
            Arrays.fill(bytes, 9, bytes.length, (byte) RawHttp2.RST_STREAM);
            return bytes;
        }
    }

    private static final List<Head> CONVERSATION = List.of(
            new Head(RawHttp2.SETTINGS, 0, 0, 6),
            new Head(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, 20),
            new Head(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 3, 300),
            new Head(RawHttp2.RST_STREAM, 0, 1, 4),
            new Head(RawHttp2.RST_STREAM, 0, 1, 4),
            new Head(RawHttp2.RST_STREAM, 0, 3, 4),
            new Head(RawHttp2.HEADERS, 0, 257, 5),
            new Head(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 257, 0),
            new Head(RawHttp2.DATA, 0, 257, 100),
            new Head(RawHttp2.DATA, RawHttp2.END_STREAM, 257, 0),
            new Head(RawHttp2.RST_STREAM, 0, 257, 4),
            new Head(RawHttp2.GOAWAY, 0, 0, 8),
            new Head(RawHttp2.RST_STREAM, 0, 9, 4));

    /** Only the first RST_STREAM ends a request that has not come whole. */
    private static byte[] conversation(boolean hidden) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFACE);
        for (int i = 0; i < CONVERSATION.size(); i++) {
            Head head = CONVERSATION.get(i);
            boolean hide = i > 3 && (head.type() == RawHttp2.RST_STREAM || head.type() == RawHttp2.GOAWAY);
            bytes.writeBytes(
                    (hidden && hide ? new Head(HIDDEN, head.flags(), head.stream(), head.length()) : head).bytes());
        }
        return bytes.toByteArray();
    }

    @Test
    void whereverTheBytesAreSplitTheSameFramesAreHidden() {
        byte[] all = conversation(false);
        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= Math.min(all.length, first + 20); second++) {
                FrameCount frames = new FrameCount(new ConnectionAnswers(STREAMS_MAX));
                ByteArrayOutputStream passed = new ByteArrayOutputStream();
                passed.writeBytes(frames.pass(Arrays.copyOfRange(all, 0, first)));
                passed.writeBytes(frames.pass(Arrays.copyOfRange(all, first, second)));
                passed.writeBytes(frames.pass(Arrays.copyOfRange(all, second, all.length)));
                assertThat(passed.toByteArray()).isEqualTo(conversation(true));
            }
        }
    }

    @Test
    void bytesThatComeOneByOneAreKeptBackWithinAHeadOnly() {
        FrameCount frames = new FrameCount(new ConnectionAnswers(STREAMS_MAX));
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        int kept = 0;
        int come = 0;
        for (byte each : conversation(false)) {
            passed.writeBytes(frames.pass(new byte[] {each}));
            come++;
            kept = Math.max(kept, come - passed.size());
        }
        assertThat(kept).isEqualTo(8);
        assertThat(passed.toByteArray()).isEqualTo(conversation(true));
    }
}
