package dev.freshet.kinesis.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that are mostly sound and mean what is there, so that they come far, with some members missing, null, unknown,
 * at the ends of what is allowed, or wrong.
 */
final class WildValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Larger values are left to {@link ConstraintWalkTest}: they would take most of the time. */
    private static final int VALUE_CHARACTERS_MAX = 50_000;

    private final ServiceModel model;
    private final SampleValues samples;
    private final RandomGenerator random;
    private final Map<String, List<JsonNode>> wrongTypes = new HashMap<>();
    private final Map<String, List<JsonNode>> breaking = new HashMap<>();
    private final Map<String, List<JsonNode>> bounds = new HashMap<>();
    private Map<String, List<String>> known = Map.of();

    WildValues(ServiceModel model, RandomGenerator random) {
        this.model = model;
        this.samples = new SampleValues(model);
        this.random = random;
    }

    /** What is there from now on, by the name of the member that may hold it. */
    void know(Map<String, List<String>> namesByMember) {
        known = namesByMember;
    }

    ObjectNode request(String operation) {
        ObjectNode request = structure(model.shape(model.input(operation)));
        if (oneIn(10)) {
            request.set("NoSuchMember", value("NoSuchMember", anyShape()));
        }
        return request;
    }

    private String anyShape() {
        return List.of("TagMap", "PutRecordsRequestEntryList", "Data", "Timestamp", "StreamARN")
                .get(random.nextInt(5));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private ObjectNode structure(JsonNode shape) {
        List<String> required = new ArrayList<>();
        shape.path("required").forEach(name -> required.add(name.asString()));
        ObjectNode structure = NODES.objectNode();
        for (String name : shape.path("members").propertyNames()) {
            boolean named = name.equals("StreamName") || name.equals("StreamARN");
            boolean present = required.contains(name) || named ? !oneIn(15) : oneIn(3);
            if (present) {
                structure.set(
                        name,
                        value(name, shape.get("members").get(name).get("shape").asString()));
            }
        }
        return structure;
    }

    private JsonNode value(String member, String shapeName) {
        if (known.containsKey(member) && !oneIn(8)) {
            return NODES.stringNode(oneOf(known.get(member)));
        }
        return switch (random.nextInt(20)) {
            case 0 -> NODES.nullNode();
            case 1 -> oneOf(wrongTypes.computeIfAbsent(shapeName, shape -> small(shape, samples.ofWrongTypes(shape))));
            case 2 -> oneOf(breaking.computeIfAbsent(shapeName, shape -> small(shape, samples.breaking(shape))));
            case 3, 4 -> oneOf(bounds.computeIfAbsent(shapeName, shape -> small(shape, samples.bounds(shape))));
            default -> sound(shapeName);
        };
    }

    private List<JsonNode> small(String shapeName, List<JsonNode> values) {
        List<JsonNode> small = new ArrayList<>(values);
        small.removeIf(value -> value.toString().length() > VALUE_CHARACTERS_MAX);
        return small.isEmpty() ? List.of(samples.sound(shapeName)) : small;
    }

    private JsonNode sound(String shapeName) {
        JsonNode shape = model.shape(shapeName);
        return switch (shape.get("type").asString()) {
            case "string" ->
                shape.has("enum")
                        ? shape.get("enum").get(random.nextInt(shape.get("enum").size()))
                        : samples.sound(shapeName);
            case "integer", "long" -> NODES.numberNode(random.nextInt(1, 50));
            case "timestamp" -> NODES.numberNode(random.nextLong(-2_000_000_000, 4_000_000_000L));
            case "list" -> list(SampleValues.elementOf(shape));
            case "structure" -> structure(shape);
            default -> samples.sound(shapeName);
        };
    }

    private ArrayNode list(String element) {
        ArrayNode list = NODES.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            list.add(value("", element));
        }
        return list;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
