package dev.freshet.gateway.http;

import io.helidon.webserver.CloseConnectionException;

/**
 * Follows the frames of an HTTP/2 connection (RFC 9113, section 4.1) and ends one that sends a header in very many
 * pieces. Helidon keeps the pieces until the last has come and counts only their bytes, so that empty ones would fill
 * the memory ("CONTINUATION flood").
 *
 * <p>It also hides a client's GOAWAY. That frame announces that no new streams will come, and those that are open are to
 * be finished (section 6.8); the AWS SDK for JavaScript sends one as soon as it has an answer's header. Helidon would
 * close the connection at once, and with it drop what it has not sent yet. So the frame is given a type that nobody
 * knows, which every receiver has to ignore, and the connection ends when the client closes it.
 */
final class FrameCount {
    /** Pieces of 16 KiB are allowed, so that two hold the largest header that is accepted. */
    static final int PIECES_MAX = 32;

    private static final int PREFACE_BYTES = 24;
    private static final int HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;
    private static final byte UNKNOWN = (byte) 0xff;

    /** Of the preface at first, then of the payload of the frame that we are in. */
    private int bytesToSkip = PREFACE_BYTES;

    private int headAt;
    private int payloadBytes;
    private int pieces;

    /**
     * @param bytes what has come; changed where it is to be hidden
     * @throws CloseConnectionException when the connection is not to be served any longer
     */
    void add(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int skipped = Math.min(bytesToSkip, bytes.length - at);
            bytesToSkip -= skipped;
            at += skipped;
            if (at < bytes.length) {
                int next = bytes[at] & 0xff;
                if (headAt == TYPE_AT && next == GO_AWAY) {
                    bytes[at] = UNKNOWN;
                }
                head(next);
                at++;
            }
        }
    }

    /** The payload's length in three bytes, the type in one, flags and stream in five. */
    private void head(int next) {
        if (headAt < TYPE_AT) {
            payloadBytes = payloadBytes << 8 | next;
        } else if (headAt == TYPE_AT) {
            count(next);
        }
        headAt++;
        if (headAt == HEAD_BYTES) {
            bytesToSkip = payloadBytes;
            payloadBytes = 0;
            headAt = 0;
        }
    }

    private void count(int type) {
        pieces = type == CONTINUATION ? pieces + 1 : 0;
        if (pieces > PIECES_MAX) {
            throw new CloseConnectionException("A header came in more than " + PIECES_MAX + " pieces");
        }
    }
}
