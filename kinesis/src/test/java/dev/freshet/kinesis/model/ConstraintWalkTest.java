package dev.freshet.kinesis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.signature.TestSigner;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import dev.freshet.kinesis.TestKinesis;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Every member of every operation, as AWS's service model has them, with every kind of wrong value and with those that
 * are only just right, in JSON and in CBOR. Answers are AWS's errors that name the member; never a fault of ours.
 */
class ConstraintWalkTest {
    private static final Map<String, ObjectMapper> NOTATIONS = Map.of(
            "application/x-amz-json-1.1", new JsonMapper(),
            "application/x-amz-cbor-1.1", new CBORMapper());

    private final List<String> faults = new ArrayList<>();
    private int tried;

    @Test
    void everyMemberOfEveryOperationIsCheckedAsTheModelSays(@TempDir Path folder, TestReporter reporter)
            throws Exception {
        Optional<ServiceModel> installed = ServiceModel.installed();
        assumeTrue(installed.isPresent(), "Skipped: botocore is not installed here");
        ServiceModel model = installed.orElseThrow();
        try (TestKinesis kinesis = TestKinesis.start(folder)) {
            Service service = kinesis.kinesis().service();
            List<String> operations =
                    service.actions().stream().map(Action::name).toList();
            assertThat(operations).containsExactlyInAnyOrderElementsOf(model.operations());
            walk(model, operations, service);
        }
        reporter.publishEntry("inputs tried", Integer.toString(tried));
        assertThat(faults).as("faults in " + tried + " inputs").isEmpty();
        assertThat(tried).as("inputs tried").isGreaterThan(4_000);
    }

    private void walk(ServiceModel model, List<String> operations, Service service) {
        Gateway gateway = new Gateway(
                List.of(service),
                TestGateway.ROOT_KEY,
                TestGateway.ALLOW_ALL,
                TestGateway.REGION,
                InstantSource.system(),
                new Random(1));
        Spots spots = new Spots(model);
        SampleValues samples = new SampleValues(model);
        for (String operation : operations) {
            for (Map.Entry<String, ObjectMapper> notation : NOTATIONS.entrySet()) {
                Caller caller = new Caller(gateway, operation, notation.getKey(), notation.getValue());
                spots.of(operation).forEach(spot -> tryOut(spot, samples, caller));
                ObjectNode unknown = spots.sound(operation);
                unknown.putObject("NoSuchMember").put("a", 1);
                expectAccepted("an unknown member of " + operation, unknown, caller);
            }
        }
    }

    private void tryOut(Spot spot, SampleValues samples, Caller caller) {
        for (JsonNode value : samples.ofWrongTypes(spot.shape())) {
            expect(spot, value, caller, "SerializationException", "");
        }
        for (JsonNode value : samples.breaking(spot.shape())) {
            expect(spot, value, caller, "ValidationException", " at '" + spot.path());
        }
        for (JsonNode value : samples.bounds(spot.shape())) {
            expectAccepted(spot.path() + " = " + brief(value), spot.with().apply(value), caller);
        }
        if (spot.required()) {
            String expected =
                    "Value null at '" + spot.path() + "' failed to satisfy constraint: Member must not be null";
            expect(spot, NullNode.instance, caller, "ValidationException", expected);
            expect(spot, Spots.ABSENT, caller, "ValidationException", expected);
        } else {
            expectAccepted(spot.path() + " = null", spot.with().apply(NullNode.instance), caller);
        }
    }

    private void expect(Spot spot, JsonNode value, Caller caller, String code, String words) {
        Answer answer = caller.call(spot.with().apply(value));
        tried++;
        if (answer.status() != 400
                || !answer.code().equals(code)
                || !answer.message().contains(words)) {
            faults.add(caller + " " + spot.path() + " = " + brief(value) + ": expected " + code + words + ", but was "
                    + answer);
        }
    }

    /** What the handler makes of it is not asked here, only that no constraint keeps it away from there. */
    private void expectAccepted(String what, ObjectNode request, Caller caller) {
        Answer answer = caller.call(request);
        tried++;
        boolean kept = answer.code().equals("SerializationException")
                || answer.message().contains("failed to satisfy constraint");
        if (answer.status() >= 500 || kept) {
            faults.add(caller + " " + what + ": expected to pass, but was " + answer);
        }
    }

    private static String brief(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "… (" + text.length() + ")" : text;
    }

    /** What came back; an answer that went well has no code. */
    private record Answer(int status, String code, String message) {}

    /** Calls one operation in one notation, without the network between. */
    private record Caller(Gateway gateway, String operation, String contentType, ObjectMapper mapper) {
        private static final TestSigner SIGNER = new TestSigner(
                TestGateway.ACCESS_KEY_ID,
                TestGateway.SECRET_ACCESS_KEY,
                Optional.empty(),
                TestGateway.REGION.value(),
                "kinesis",
                InstantSource.system().instant());

        Answer call(ObjectNode request) {
            WireRequest signed = SIGNER.sign(
                    "POST",
                    URI.create("http://localhost/"),
                    Map.of("X-Amz-Target", "Kinesis_20131202." + operation, "Content-Type", contentType),
                    mapper.writeValueAsBytes(request));
            WireAnswer answer = gateway.answer(signed, AnswerMemory.UNBOUNDED);
            if (answer.status() == 200) {
                return new Answer(200, "", "");
            }
            JsonNode error = mapper.readTree(((WireAnswer.Body.Whole) answer.body()).bytes());
            String message =
                    error.path("message").asString(error.path("Message").asString(""));
            return new Answer(answer.status(), error.path("__type").asString(""), message);
        }

        @Override
        public String toString() {
            return operation + " (" + contentType.replaceAll(".*amz-|-1.1", "") + ")";
        }
    }

    /** Finds the members of an operation's request, those in structures and in lists of structures too. */
    private record Spots(ServiceModel model) {
        /** Put at a spot it leaves the member out. */
        static final JsonNode ABSENT = tools.jackson.databind.node.MissingNode.getInstance();

        ObjectNode sound(String operation) {
            return new SampleValues(model).structure(model.shape(model.input(operation)));
        }

        List<Spot> of(String operation) {
            List<Spot> spots = new ArrayList<>();
            members(operation, "", model.input(operation), UnaryOperator.identity(), sound(operation), spots);
            return spots;
        }

        /** @param whole makes the request out of the structure */
        private void members(
                String operation,
                String prefix,
                String structureShape,
                UnaryOperator<ObjectNode> whole,
                ObjectNode sound,
                List<Spot> spots) {
            JsonNode shape = model.shape(structureShape);
            List<String> required = new ArrayList<>();
            shape.path("required").forEach(name -> required.add(name.asString()));
            for (String name : shape.path("members").propertyNames()) {
                String memberShape = shape.get("members").get(name).get("shape").asString();
                String path = prefix + Character.toLowerCase(name.charAt(0)) + name.substring(1);
                spots.add(new Spot(
                        operation,
                        path,
                        memberShape,
                        required.contains(name),
                        value -> whole.apply(with(sound, name, value))));
                inside(operation, path, memberShape, inner -> whole.apply(with(sound, name, inner)), spots);
            }
        }

        private void inside(
                String operation,
                String path,
                String shapeName,
                java.util.function.Function<JsonNode, ObjectNode> whole,
                List<Spot> spots) {
            JsonNode shape = model.shape(shapeName);
            SampleValues samples = new SampleValues(model);
            if (shape.get("type").asString().equals("structure")) {
                members(operation, path + ".", shapeName, whole::apply, samples.structure(shape), spots);
            } else if (shape.get("type").asString().equals("list")) {
                String element = SampleValues.elementOf(shape);
                if (model.shape(element).get("type").asString().equals("structure")) {
                    members(
                            operation,
                            path + ".1.member.",
                            element,
                            item -> whole.apply(listOf(item)),
                            samples.structure(model.shape(element)),
                            spots);
                }
            }
        }

        private static ArrayNode listOf(ObjectNode item) {
            return tools.jackson.databind.node.JsonNodeFactory.instance
                    .arrayNode()
                    .add(item);
        }

        private static ObjectNode with(ObjectNode sound, String name, JsonNode value) {
            ObjectNode changed = sound.deepCopy();
            if (value.isMissingNode()) {
                changed.remove(name);
            } else {
                changed.set(name, value);
            }
            return changed;
        }
    }
}
