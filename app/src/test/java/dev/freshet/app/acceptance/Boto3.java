package dev.freshet.app.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AWS's Python SDK in a process of its own: one start for many calls. One call at a time. */
final class Boto3 implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    /** Longer than the longest waiter, which asks sixty times every two seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final Child python;
    private int answers;

    private Boto3(Child python) {
        this.python = python;
    }

    /** @param shell with the environment that {@code freshet env} prints */
    static Boto3 start(Shell shell) {
        return new Boto3(shell.start(List.of("python3", "-u", "-c", Resource.text("boto3_driver.py"))));
    }

    /** @throws AwsError */
    JsonNode call(String service, String operation, Map<String, ?> arguments) {
        return call(service, operation, arguments, Map.of());
    }

    /**
     * @param options of {@code boto3.client}, such as {@code aws_secret_access_key}
     * @throws AwsError
     */
    JsonNode call(String service, String operation, Map<String, ?> arguments, Map<String, ?> options) {
        return ask(Map.of("service", service, "operation", operation, "arguments", arguments, "options", options));
    }

    /** The error that the call is answered with. */
    AwsError refusal(String service, String operation, Map<String, ?> arguments, Map<String, ?> options) {
        try {
            throw new AssertionError(service + " " + operation + " " + arguments + " was not refused but answered "
                    + call(service, operation, arguments, options));
        } catch (AwsError refused) {
            return refused;
        }
    }

    AwsError refusal(String service, String operation, Map<String, ?> arguments) {
        return refusal(service, operation, arguments, Map.of());
    }

    /** Returns when boto3's waiter of that name is content. */
    void await(String service, String waiter, Map<String, ?> arguments) {
        ask(Map.of("service", service, "waiter", waiter, "arguments", arguments));
    }

    /** All records of a data stream, or those after the given sequence numbers by shard. */
    List<DeliveredRecord> read(String dataStream, Map<String, String> after) {
        List<DeliveredRecord> records = new ArrayList<>();
        ask(Map.of("read", dataStream, "after", after)).forEach(record -> records.add(DeliveredRecord.of(record)));
        return records;
    }

    private synchronized JsonNode ask(Map<String, ?> request) {
        Map<String, Object> sorted = new TreeMap<>(request);
        python.writeLine(MAPPER.writeValueAsString(sorted));
        ObjectNode answer = (ObjectNode) MAPPER.readTree(nextAnswer());
        if (answer.has("error")) {
            throw new AwsError(sorted.toString(), answer.get("error"));
        }
        return answer.get("result");
    }

    private String nextAnswer() {
        answers++;
        return python.out().line(answers, LIMIT).orElseThrow(() -> new AssertionError("no answer from " + python));
    }

    @Override
    public void close() {
        python.close();
    }
}
