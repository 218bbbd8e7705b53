package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;

/**
 * HTTP/1.1 over one kept connection with as little work as possible, for the client shares the processors with the
 * server that is measured. It knows just what these servers send: a length, or chunks.
 */
final class RawConnection implements AutoCloseable {
    private static final byte[] OK = "HTTP/1.1 200".getBytes(US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    RawConnection(int port) {
        try {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("Connecting to port " + port, e);
        }
    }

    /**
     * Sends a whole request and answers the body.
     *
     * @throws IllegalStateException when the answer is not 200
     */
    byte[] exchange(byte[] request) {
        try {
            out.write(request);
            out.flush();
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer() throws IOException {
        position = 0;
        limit = 0;
        String head = head();
        byte[] body = head.contains("transfer-encoding: chunked") ? chunks() : exactly(length(head));
        if (!Arrays.equals(head.substring(0, OK.length).getBytes(US_ASCII), OK)) {
            throw new IllegalStateException(head + new String(body, US_ASCII));
        }
        return body;
    }

    /** The first line as it is, the fields in lower case. */
    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        String line = line();
        head.append(line).append('\n');
        while (!line.isEmpty()) {
            line = line();
            head.append(line.toLowerCase(Locale.ROOT)).append('\n');
        }
        return head.toString();
    }

    private static int length(String head) {
        int from = head.indexOf("\ncontent-length:") + "\ncontent-length:".length();
        return Integer.parseInt(head.substring(from, head.indexOf('\n', from)).strip());
    }

    private byte[] chunks() throws IOException {
        byte[] body = new byte[0];
        while (true) {
            int size = Integer.parseInt(line(), 16);
            byte[] chunk = exactly(size);
            line();
            if (size == 0) {
                return body;
            }
            int before = body.length;
            body = Arrays.copyOf(body, before + size);
            System.arraycopy(chunk, 0, body, before, size);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == limit) {
                fill();
            }
            byte next = buffer[position++];
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, 0, buffered);
        position += buffered;
        if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
            throw new EOFException();
        }
        return bytes;
    }

    private void fill() throws IOException {
        position = 0;
        limit = in.read(buffer);
        if (limit < 0) {
            throw new EOFException();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
