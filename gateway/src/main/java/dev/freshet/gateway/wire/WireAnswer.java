package dev.freshet.gateway.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back over the wire. */
public record WireAnswer(int status, Map<String, String> headers, Body body) {
    public WireAnswer {
        headers = new LinkedHashMap<>(headers);
    }

    public static WireAnswer of(int status, String contentType, byte[] body) {
        return new WireAnswer(status, Map.of("Content-Type", contentType), new Body.Whole(body));
    }

    public WireAnswer with(String header, String value) {
        WireAnswer answer = new WireAnswer(status, headers, body);
        answer.headers.put(header, value);
        return answer;
    }

    public sealed interface Body {
        /** Known as a whole before the first byte is sent. */
        record Whole(byte[] bytes) implements Body {}

        /** Written while it goes on, such as an event stream. */
        record Streamed(Writer writer) implements Body {}
    }

    /** Writes a streamed body, flushing where the client should see what there is. Its return ends the answer. */
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
