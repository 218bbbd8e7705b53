package dev.freshet.gateway.protocol;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.EventStream;
import dev.freshet.gateway.wire.WireAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an {@link EventStream} as AWS's event stream messages, each one flushed. The status is sent by then, so that a
 * fault of our own can be told in a last message only.
 */
final class EventStreamWriter implements WireAnswer.Writer {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreamWriter.class);

    /** AWS's models have it in event streams under this name, whatever the protocol. */
    private static final String INTERNAL_FAILURE = "InternalFailureException";

    private final UUID requestId;
    private final EventStream stream;
    private final TokenWriter payloads;
    private final String payloadType;

    EventStreamWriter(UUID requestId, EventStream stream, TokenWriter payloads, String payloadType) {
        this.requestId = requestId;
        this.stream = stream;
        this.payloads = payloads;
        this.payloadType = payloadType;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // botocore raises an error when this is not the first message.
        send(out, "event", ":event-type", "initial-response", payloads.write(Map.of()));
        Client client = new Client(out);
        try {
            stream.sendTo(client);
        } catch (ApiException e) {
            refuse(out, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server stops");
        } catch (RuntimeException | StackOverflowError e) {
            if (client.lost || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.error("Request {} failed inside Freshet after its answer had begun", requestId, e);
            refuse(
                    out,
                    new ApiException(
                            INTERNAL_FAILURE,
                            500,
                            "The answer ends here because of a fault inside Freshet; its log names request "
                                    + requestId));
        }
    }

    /** Knows whose failure it was. */
    private final class Client implements EventStream.Events {
        private final OutputStream out;
        private boolean lost;

        Client(OutputStream out) {
            this.out = out;
        }

        @Override
        public void send(String type, Record event) throws IOException {
            byte[] payload = payloads.write(event);
            lost = true;
            EventStreamWriter.this.send(out, "event", ":event-type", type, payload);
            lost = false;
        }
    }

    private void refuse(OutputStream out, ApiException error) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>(error.fields());
        members.put("message", error.text());
        send(out, "exception", ":exception-type", error.code(), payloads.write(members));
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
