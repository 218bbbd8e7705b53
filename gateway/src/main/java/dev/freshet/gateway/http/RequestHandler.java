package dev.freshet.gateway.http;

import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes a request from Helidon to the gateway and the answer back. */
final class RequestHandler implements Handler {
    private static final String PAGES = "/_freshet/";
    private static final int UNWATCHED_BYTES_MAX = 64 * 1024;

    private final Gateway gateway;
    private final InternalPages pages;
    private final RequestBody bodies;
    private final SlowPeers slowPeers;
    private final BodyBudget budget;
    private final AnswerBudget answers;
    private final SilentConnections silent;

    /** What goes on until somebody ends it. */
    private final Set<RunningAnswer> running = ConcurrentHashMap.newKeySet();

    RequestHandler(
            Gateway gateway,
            InternalPages pages,
            SlowPeers slowPeers,
            BodyBudget budget,
            AnswerBudget answers,
            SilentConnections silent) {
        this.gateway = gateway;
        this.pages = pages;
        this.bodies = new RequestBody(slowPeers);
        this.slowPeers = slowPeers;
        this.budget = budget;
        this.answers = answers;
        this.silent = silent;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        try (SilentConnections.Answer _ = silent.heard(request.remotePeer().address());
                AnswerBudget.Share memory = answers.open()) {
            answer(request, response, memory);
        }
        // Helidon tells the client of HTTP/1.1 that this was the last answer, and then waits for another request.
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            // The end of a streamed answer, which Helidon writes behind its handlers.
            if (response instanceof RoutingResponse streamed && streamed.hasEntity()) {
                streamed.commit();
            }
            throw new CloseConnectionException("The connection ends with this answer");
        }
    }

    private void answer(ServerRequest request, ServerResponse response, AnswerMemory memory) throws IOException {
        HttpPrologue prologue = request.prologue();
        String path = prologue.uriPath().rawPath();
        if (path.startsWith(PAGES)) {
            page(path, request, response);
            return;
        }
        HeaderFields headers = headers(request);
        String query = prologue.hasQuery() ? prologue.query().rawValue() : "";
        String method = prologue.method().text();
        WireRequest head = new WireRequest(method, path, query, headers, new byte[0]);
        Optional<WireAnswer> answer;
        // Given back before the answer is sent, which may go on for minutes or to a client that reads slowly.
        try (BodyBudget.Share share = budget.open()) {
            answer = body(request, headers, share)
                    .map(body -> gateway.answer(new WireRequest(method, path, query, headers, body), memory));
        } catch (RequestBody.NoRoomException e) {
            refuse(gateway.answerBusy(head), headers, request, response);
            return;
        }
        if (answer.isPresent()) {
            send(answer.get(), request, response);
        } else {
            refuse(gateway.answerTooLarge(head), headers, request, response);
        }
    }

    /**
     * Answers before the body has come whole, and drops the rest of it as it comes, but not for ever: a client that is
     * still sending when its connection is closed may never see the answer. Over HTTP/1.1 the connection ends with
     * that. Over HTTP/2 others use it, and it must not have such a header there (RFC 9113, section 8.2.2).
     */
    private void refuse(WireAnswer answer, HeaderFields headers, ServerRequest request, ServerResponse response)
            throws IOException {
        boolean alone = ConnectionAnswers.ofThisThread().isEmpty();
        send(alone ? answer.with("Connection", "close") : answer, request, response);
        boolean neverSent = headers.has("expect") && RequestBody.isDeclaredTooLarge(headers);
        if (!neverSent) {
            drop(request);
        }
    }

    private void drop(ServerRequest request) {
        RunningAnswer dropping = begin(request.id());
        try (SlowPeers.Watch _ = slowPeers.watch(dropping)) {
            request.content().consume();
        } catch (RuntimeException e) {
            abandon(request);
            throw new CloseConnectionException("The rest of a refused body did not come", e);
        } finally {
            end(dropping);
        }
        if (dropping.ended()) {
            abandon(request);
            throw new CloseConnectionException("The rest of a refused body did not come in time");
        }
    }

    private static void abandon(ServerRequest request) {
        ConnectionAnswers.ofThisThread().ifPresent(shared -> shared.abandon(request.id()));
    }

    private RunningAnswer begin(int stream) {
        RunningAnswer answer = ConnectionAnswers.ofThisThread()
                .map(shared -> shared.begin(stream))
                .orElseGet(() -> new RunningAnswer(stream));
        running.add(answer);
        return answer;
    }

    private void end(RunningAnswer answer) {
        running.remove(answer);
        ConnectionAnswers.ofThisThread().ifPresentOrElse(shared -> shared.close(answer), answer::close);
    }

    /**
     * Helidon has many unchecked exceptions for a sender that is gone, and would answer each, after reading the rest of
     * the body, which never comes. There is nobody to answer: the connection is closed.
     */
    private Optional<byte[]> body(ServerRequest request, HeaderFields headers, BodyBudget.Share share)
            throws RequestBody.NoRoomException {
        try {
            return bodies.read(() -> request.content().inputStream(), headers, share);
        } catch (RequestBody.NoRoomException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            abandon(request);
            throw new CloseConnectionException("The request's body did not come", e);
        }
    }

    private void page(String path, ServerRequest request, ServerResponse response) {
        Optional<InternalPages.Page> page = request.prologue().method().text().equals("GET") && fromThisMachine(request)
                ? pages.page(path)
                : Optional.empty();
        if (page.isEmpty()) {
            response.status(404).send();
            return;
        }
        response.status(200)
                .header(HeaderNames.CONTENT_TYPE, page.get().contentType())
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        whole(page.get().content(), request, response);
    }

    private static boolean fromThisMachine(ServerRequest request) {
        SocketAddress address = request.remotePeer().address();
        return address instanceof InetSocketAddress internet
                && internet.getAddress() != null
                && internet.getAddress().isLoopbackAddress();
    }

    /** HTTP/2 has no Host: its name there is a pseudo header, which clients sign under either name. */
    private static HeaderFields headers(ServerRequest request) {
        HeaderFields.Builder fields = new HeaderFields.Builder();
        for (Header header : request.headers()) {
            for (String value : header.allValues()) {
                fields.add(header.name(), value);
            }
        }
        String authority = request.authority();
        if (authority != null) {
            fields.addIfAbsent("host", authority).addIfAbsent(":authority", authority);
        }
        return fields.build();
    }

    private void send(WireAnswer answer, ServerRequest request, ServerResponse response) throws IOException {
        response.status(answer.status());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.header(HeaderNames.create(header.getKey()), header.getValue());
        }
        switch (answer.body()) {
            case WireAnswer.Body.Whole(byte[] bytes) when isHead(request) -> headOf(bytes, response);
            case WireAnswer.Body.Whole(byte[] bytes) -> whole(bytes, request, response);
            case WireAnswer.Body.Streamed(WireAnswer.Writer writer) -> {
                try (OutputStream out = new WatchedOutput(response.outputStream(), slowPeers)) {
                    stream(writer, out, request.id());
                }
            }
        }
    }

    private static boolean isHead(ServerRequest request) {
        return request.prologue().method().equals(Method.HEAD);
    }

    /** The length is that of the body that another method would get, and none follows (RFC 9110, section 9.3.2). */
    private static void headOf(byte[] bytes, ServerResponse response) {
        response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
        response.send();
    }

    /** A client that does not read must not hold a large answer for ever. A watch costs time, and a small one little memory. */
    private void whole(byte[] bytes, ServerRequest request, ServerResponse response) {
        if (bytes.length <= UNWATCHED_BYTES_MAX) {
            response.send(bytes);
            return;
        }
        Runnable send = () -> slowPeers.send(() -> response.send(bytes));
        // Its client may take it back over HTTP/2. It is none of those that go on, and the server's end waits for it.
        ConnectionAnswers.ofThisThread().ifPresentOrElse(shared -> shared.answer(request.id(), send), send);
    }

    private void stream(WireAnswer.Writer writer, OutputStream out, int stream) throws IOException {
        RunningAnswer answer = begin(stream);
        try {
            if (!answer.ended()) {
                writer.writeTo(out);
            }
        } catch (InterruptedIOException e) {
            // The client took its request back, or the server stops: then it sees an ordinary end, and asks again
            // later.
        } finally {
            end(answer);
        }
    }

    /** Answers that go on would hold up the end of the server. */
    void endStreams() {
        running.forEach(RunningAnswer::end);
    }
}
