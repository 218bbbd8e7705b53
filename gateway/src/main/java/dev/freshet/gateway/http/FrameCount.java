package dev.freshet.gateway.http;

import io.helidon.webserver.CloseConnectionException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Follows the frames of an HTTP/2 connection (RFC 9113, section 4.1) and ends one that sends a header in very many
 * pieces. Helidon keeps the pieces until the last has come and counts only their bytes, so that empty ones would fill
 * the memory ("CONTINUATION flood").
 *
 * <p>It also hides frames of which Helidon makes too much. Each is given a type that nobody knows, which every receiver
 * has to ignore:
 *
 * <p>A client's GOAWAY announces that no new streams will come, and those that are open are to be finished (section
 * 6.8); the AWS SDK for JavaScript sends one as soon as it has an answer's header. Helidon would close the connection
 * at once, and with it drop what it has not sent yet. The connection ends when the client closes it.
 *
 * <p>A RST_STREAM behind a whole request takes back the answer. Helidon would go on with the answer, and close the
 * connection when the stream has ended already, which the client cannot know in time (section 5.1). So the {@link
 * ConnectionAnswers} are told instead. Behind the beginning of a request it ends the wait for the rest, and that is
 * Helidon's to do.
 *
 * <p>It holds a request back that opens a stream where as many are open as may be: see {@link
 * ConnectionAnswers#opened}. What came before it goes first, for that may be what ends one.
 *
 * <p>It closes the connection when more comes of a body that nobody waits for any longer: Helidon would keep some, and
 * then wait for somebody to take it, with all that is behind it.
 */
final class FrameCount {
    /** Pieces of 16 KiB are allowed, so that two hold the largest header that is accepted. */
    static final int PIECES_MAX = 32;

    /** Far more than Helidon lets be open at once. */
    private static final int UNFINISHED_MAX = 1_024;

    private static final int PREFACE_BYTES = 24;
    private static final int HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int STREAM_AT = 5;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final byte UNKNOWN = (byte) 0xff;

    private final ConnectionAnswers answers;

    /** Streams whose request has begun and not ended. */
    private final Set<Integer> unfinished = new HashSet<>();

    /** Of the preface at first, then of the payload of the frame that we are in. */
    private int bytesToSkip = PREFACE_BYTES;

    /** The beginning of a frame's head, until the rest tells what frame it is; or frames that are held. */
    private byte[] keptBack = new byte[0];

    private int pieces;

    /** Clients number their streams upwards. */
    private int latestStream;

    private boolean holding;

    FrameCount(ConnectionAnswers answers) {
        this.answers = answers;
    }

    /**
     * @param come what has come next; may be changed
     * @return what Helidon is to see of it now, which may be nothing yet
     * @throws CloseConnectionException when the connection is not to be served any longer
     */
    byte[] pass(byte[] come) {
        byte[] bytes = behindKeptBack(come);
        int at = skip(bytes, 0);
        holding = false;
        while (bytes.length - at >= HEAD_BYTES && !holding) {
            holding = at > 0 && opensStream(bytes, at) && answers.isFull();
            if (!holding) {
                head(bytes, at);
                at = skip(bytes, at + HEAD_BYTES);
            }
        }
        keptBack = Arrays.copyOfRange(bytes, at, bytes.length);
        return keptBack.length == 0 ? bytes : Arrays.copyOf(bytes, at);
    }

    /** Whether there is more to pass before anything else comes: Helidon is to see first what is before it. */
    boolean isHolding() {
        return holding;
    }

    private byte[] behindKeptBack(byte[] come) {
        if (keptBack.length == 0) {
            return come;
        }
        byte[] bytes = Arrays.copyOf(keptBack, keptBack.length + come.length);
        System.arraycopy(come, 0, bytes, keptBack.length, come.length);
        return bytes;
    }

    private int skip(byte[] bytes, int at) {
        int skipped = Math.min(bytesToSkip, bytes.length - at);
        bytesToSkip -= skipped;
        return at + skipped;
    }

    /** The payload's length in three bytes, type and flags in one each, the stream in four without the first bit. */
    private void head(byte[] bytes, int at) {
        bytesToSkip = number(bytes, at, TYPE_AT);
        int type = bytes[at + TYPE_AT] & 0xff;
        count(type);
        int stream = stream(bytes, at);
        if (opensStream(bytes, at)) {
            latestStream = stream;
            answers.opened();
        }
        if (type == DATA && answers.isAbandoned(stream)) {
            throw new CloseConnectionException("More came of a body that had its time");
        }
        if (isHidden(type, bytes[at + FLAGS_AT], stream)) {
            bytes[at + TYPE_AT] = UNKNOWN;
        }
    }

    private boolean opensStream(byte[] bytes, int at) {
        return bytes[at + TYPE_AT] == HEADERS && stream(bytes, at) > latestStream;
    }

    private static int stream(byte[] bytes, int at) {
        return number(bytes, at + STREAM_AT, HEAD_BYTES - STREAM_AT) & Integer.MAX_VALUE;
    }

    private static int number(byte[] bytes, int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    private void count(int type) {
        pieces = type == CONTINUATION ? pieces + 1 : 0;
        if (pieces > PIECES_MAX) {
            throw new CloseConnectionException("A header came in more than " + PIECES_MAX + " pieces");
        }
    }

    private boolean isHidden(int type, int flags, int stream) {
        switch (type) {
            case HEADERS, DATA -> {
                if ((flags & END_STREAM) != 0) {
                    unfinished.remove(stream);
                } else if (type == HEADERS && unfinished.size() < UNFINISHED_MAX) {
                    unfinished.add(stream);
                }
                return false;
            }
            case RST_STREAM -> {
                if (unfinished.remove(stream)) {
                    return false;
                }
                answers.takeBack(stream);
                return true;
            }
            default -> {
                return type == GO_AWAY;
            }
        }
    }
}
