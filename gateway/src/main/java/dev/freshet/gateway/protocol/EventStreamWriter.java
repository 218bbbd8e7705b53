package dev.freshet.gateway.protocol;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.EventStream;
import dev.freshet.gateway.wire.WireAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an {@link EventStream} as AWS's event stream messages, each one flushed. */
final class EventStreamWriter implements WireAnswer.Writer {
    private final EventStream stream;
    private final TokenWriter payloads;
    private final String payloadType;

    EventStreamWriter(EventStream stream, TokenWriter payloads, String payloadType) {
        this.stream = stream;
        this.payloads = payloads;
        this.payloadType = payloadType;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // botocore raises an error when this is not the first message.
        send(out, "event", ":event-type", "initial-response", payloads.write(Map.of()));
        try {
            stream.sendTo((type, event) -> send(out, "event", ":event-type", type, payloads.write(event)));
        } catch (ApiException e) {
            Map<String, Object> members = new LinkedHashMap<>(e.fields());
            members.put("message", e.text());
            send(out, "exception", ":exception-type", e.code(), payloads.write(members));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server stops");
        }
    }

    private void send(OutputStream out, String messageType, String kind, String name, byte[] payload)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":message-type", messageType);
        headers.put(kind, name);
        headers.put(":content-type", payloadType);
        out.write(EventStreamMessage.encode(headers, payload));
        out.flush();
    }
}
