package dev.freshet.kinesis.model;

import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import dev.freshet.kinesis.TestKinesis;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends body after body, most of them straight to the gateway and some over HTTP, and judges the answers. */
final class FuzzRun implements AutoCloseable {
    private static final int WORLD_LIFE = 2_000;
    private static final int HTTP_SHARE = 50;
    private static final int FAULTS_MAX = 10;
    /** Those of every service of AWS, which no model lists. */
    private static final Set<String> COMMON_ERRORS = Set.of(
            "SerializationException", "ValidationException", "InvalidArgumentException", "AccessDeniedException");

    private final ServiceModel model;
    private final FuzzNotation notation;
    private final RandomGenerator random;
    private final WildValues values;
    private final TestKinesis kinesis;
    private final FuzzWorld world;
    private final Gateway gateway;
    private final FuzzSigner signer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Set<String>> errorsByOperation = new HashMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private volatile Input current = new Input("", new byte[0]);
    private volatile int count;

    FuzzRun(ServiceModel model, FuzzNotation notation, RandomGenerator random, Path folder) {
        this.model = model;
        this.notation = notation;
        this.random = random;
        values = new WildValues(model, random);
        kinesis = TestKinesis.start(folder);
        world = new FuzzWorld(kinesis);
        gateway = new Gateway(
                List.of(kinesis.kinesis().service()),
                TestGateway.ROOT_KEY,
                TestGateway.ALLOW_ALL,
                TestGateway.REGION,
                InstantSource.fixed(TestKinesis.START),
                random);
        signer = new FuzzSigner(notation.contentType());
    }

    /** What was sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Input(String operation, byte[] body) {
        @Override
        public String toString() {
            return operation + " in Base64: " + Base64.getEncoder().encodeToString(body);
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, String contentType, byte[] body) {}

    void next() throws Exception {
        if (count % WORLD_LIFE == 0) {
            values.know(world.renewed());
        }
        String operation = operation();
        Input input = new Input(operation, notation.body(values, operation, random));
        current = input;
        try {
            judge(input, random.nextInt(HTTP_SHARE) == 0 ? overHttp(input) : direct(input));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fault(input, e.toString());
        }
        count++;
    }

    /** A world without data streams would be a dull one. */
    private String operation() {
        List<String> operations = model.operations();
        String operation = operations.get(random.nextInt(operations.size()));
        return operation.equals("DeleteStream") && random.nextInt(10) > 0 ? operation() : operation;
    }

    private Answer direct(Input input) throws IOException {
        HeaderFields header = HeaderFields.of(signer.header(input, "localhost", TestKinesis.START));
        WireAnswer answer =
                gateway.answer(new WireRequest("POST", "/", "", header, input.body()), AnswerMemory.UNBOUNDED);
        byte[] body = switch (answer.body()) {
            case WireAnswer.Body.Whole(byte[] bytes) -> bytes;
            case WireAnswer.Body.Streamed(WireAnswer.Writer writer) -> {
                hangUp(writer);
                yield new byte[0];
            }
        };
        return new Answer(answer.status(), answer.headers().getOrDefault("Content-Type", ""), body);
    }

    /** A reader of an event stream that is gone when the first event comes. */
    private static void hangUp(WireAnswer.Writer writer) throws IOException {
        IOException gone = new IOException("Nobody reads this");
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw gone;
            }
        };
        try {
            writer.writeTo(closed);
        } catch (IOException e) {
            if (e != gone) {
                throw e;
            }
        }
    }

    private Answer overHttp(Input input) throws IOException, InterruptedException {
        List<String> header = new ArrayList<>(List.of(signer.header(
                input, kinesis.endpoint().getAuthority(), InstantSource.system().instant())));
        // The client writes its own Host, which is the first.
        header.subList(0, 2).clear();
        HttpRequest request = HttpRequest.newBuilder(kinesis.endpoint())
                .POST(HttpRequest.BodyPublishers.ofByteArray(input.body()))
                .headers(header.toArray(String[]::new))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String contentType = response.headers().firstValue("content-type").orElse("");
        try (InputStream body = response.body()) {
            boolean endless = contentType.endsWith("eventstream");
            return new Answer(response.statusCode(), contentType, endless ? new byte[0] : body.readAllBytes());
        }
    }

    private void judge(Input input, Answer answer) {
        if (answer.status() == 200) {
            judgeOutput(input, answer);
            return;
        }
        JsonNode error = parsed(input, answer);
        String type = error.path("__type").asString("");
        answers.merge(type, 1, Integer::sum);
        Set<String> errors = errorsByOperation.computeIfAbsent(input.operation(), this::errors);
        if (answer.status() / 100 != 4
                || !errors.contains(type)
                || !error.path("message").isString()) {
            fault(input, answer.status() + " " + error);
        }
    }

    private void judgeOutput(Input input, Answer answer) {
        answers.merge("200", 1, Integer::sum);
        if (answer.body().length > 0 && !parsed(input, answer).isObject()) {
            fault(input, "200 with another body than an object");
        }
    }

    private JsonNode parsed(Input input, Answer answer) {
        if (!answer.contentType().equals(notation.contentType())) {
            fault(input, answer.status() + " of type '" + answer.contentType() + "'");
        }
        try {
            return notation.mapper().readTree(answer.body());
        } catch (JacksonException e) {
            fault(input, answer.status() + " with a body that cannot be read: " + e.getMessage());
            return notation.mapper().createObjectNode();
        }
    }

    private Set<String> errors(String operation) {
        Set<String> errors = new HashSet<>(COMMON_ERRORS);
        errors.addAll(model.errors(operation));
        return errors;
    }

    private void fault(Input input, String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(what + " to " + input);
        }
    }

    int count() {
        return count;
    }

    Input current() {
        return current;
    }

    List<String> faults() {
        return faults;
    }

    String summary() {
        return count + ": " + answers;
    }

    @Override
    public void close() {
        http.close();
        kinesis.close();
    }
}
