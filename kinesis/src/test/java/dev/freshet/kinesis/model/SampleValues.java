package dev.freshet.kinesis.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values for the shapes of a service model: sound ones, those at the ends of what is allowed, and bad ones. */
final class SampleValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Names nothing that there is, so that no request changes anything. */
    private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/";
    /** Means a time as seconds and as milliseconds. */
    private static final long TIME = 1_700_000_000;

    /** Sound texts of the shapes that have a pattern; the last letter may be repeated. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("StreamName", "missing"),
            Map.entry("ConsumerName", "missing"),
            Map.entry("ShardId", "shardId-000000000000"),
            Map.entry("StreamARN", STREAM_ARN + "missing"),
            Map.entry("ResourceARN", STREAM_ARN + "missing"),
            Map.entry("ConsumerARN", STREAM_ARN + "missing/consumer/missing:1"),
            Map.entry("StreamId", "abcdefghij0123456789-abc"),
            Map.entry("HashKey", "1"),
            Map.entry("SequenceNumber", "1"));

    /** Texts that break the shape's pattern at different ends of it. */
    private static final Map<String, List<String>> OFF_PATTERN = Map.ofEntries(
            Map.entry("StreamName", List.of("no spaces", "stream/name", "straße", "a\n")),
            Map.entry("ConsumerName", List.of("no spaces", "a:1", "a\n")),
            Map.entry("ShardId", List.of("shardId 0", "shard/0")),
            Map.entry(
                    "StreamARN",
                    List.of("missing", "arn:aws:kinesis:us-east-1:1:stream/missing", STREAM_ARN, STREAM_ARN + "a b")),
            Map.entry("ResourceARN", List.of("missing", "arn:aws:s3:::bucket", STREAM_ARN + "a b")),
            Map.entry("ConsumerARN", List.of("missing", STREAM_ARN + "missing", STREAM_ARN + "missing/consumer/a")),
            Map.entry("StreamId", List.of("ABCDEFGHIJ0123456789-ABC", "abc", "abcdefghij0123456789_abc")),
            Map.entry("HashKey", List.of("01", "-1", "1.0", "x", "", "1" + "0".repeat(39))),
            Map.entry("SequenceNumber", List.of("01", "-1", "LATEST", "", "1" + "0".repeat(129))));

    private final ServiceModel model;

    SampleValues(ServiceModel model) {
        this.model = model;
    }

    JsonNode sound(String shapeName) {
        JsonNode shape = model.shape(shapeName);
        return switch (shape.get("type").asString()) {
            case "string" -> NODES.stringNode(text(shapeName, shape));
            case "integer", "long" ->
                NODES.numberNode(Math.max(1, shape.path("min").asInt(1)));
            case "boolean" -> NODES.booleanNode(false);
            case "timestamp" -> NODES.numberNode(TIME);
            case "blob" -> NODES.binaryNode(new byte[] {1, 2, 3});
            case "list" -> NODES.arrayNode().add(sound(elementOf(shape)));
            case "map" -> NODES.objectNode().set("key", sound(valueOf(shape)));
            case "structure" -> structure(shape);
            default -> throw new IllegalArgumentException("A shape of another type: " + shape);
        };
    }

    private static String text(String shapeName, JsonNode shape) {
        return shape.has("enum")
                ? shape.get("enum").get(0).asString()
                : TEXTS.getOrDefault(
                        shapeName, "a".repeat(Math.max(1, shape.path("min").asInt(1))));
    }

    /** With its required members only. */
    ObjectNode structure(JsonNode shape) {
        ObjectNode structure = NODES.objectNode();
        for (JsonNode name : shape.path("required")) {
            structure.set(
                    name.asString(),
                    sound(shape.get("members").get(name.asString()).get("shape").asString()));
        }
        return structure;
    }

    static String elementOf(JsonNode list) {
        return list.get("member").get("shape").asString();
    }

    static String valueOf(JsonNode map) {
        return map.get("value").get("shape").asString();
    }

    static String keyOf(JsonNode map) {
        return map.get("key").get("shape").asString();
    }

    /** Values of types that the shape's is not, none of which may be converted. */
    List<JsonNode> ofWrongTypes(String shapeName) {
        List<JsonNode> wrong = new ArrayList<>();
        String type = model.shape(shapeName).get("type").asString();
        boolean number = List.of("integer", "long", "timestamp").contains(type);
        if (!type.equals("string")) {
            wrong.add(NODES.stringNode("not base64!"));
        }
        if (!number) {
            wrong.add(NODES.numberNode(7));
            wrong.add(NODES.numberNode(7.5));
        }
        if (type.equals("integer")) {
            wrong.add(NODES.numberNode(7.5));
            wrong.add(NODES.numberNode(1L << 31));
            wrong.add(NODES.numberNode(new java.math.BigInteger("9".repeat(40))));
        }
        if (type.equals("timestamp")) {
            wrong.add(NODES.numberNode(Long.MAX_VALUE));
        }
        if (!type.equals("boolean")) {
            wrong.add(NODES.booleanNode(true));
        }
        if (!type.equals("list")) {
            wrong.add(NODES.arrayNode());
            wrong.add(NODES.arrayNode().add(1));
        }
        if (!type.equals("map") && !type.equals("structure")) {
            wrong.add(NODES.objectNode());
        }
        return wrong;
    }

    /** Values of the right type that break a constraint. */
    List<JsonNode> breaking(String shapeName) {
        JsonNode shape = model.shape(shapeName);
        return switch (shape.get("type").asString()) {
            case "string" -> breakingTexts(shapeName, shape);
            case "integer", "long" -> breakingNumbers(shape);
            case "blob" -> List.of(NODES.binaryNode(new byte[shape.get("max").asInt() + 1]));
            case "list" -> breakingLists(shape);
            case "map" -> breakingMaps(shape);
            default -> List.of();
        };
    }

    private static List<JsonNode> breakingTexts(String shapeName, JsonNode shape) {
        List<JsonNode> breaking = new ArrayList<>();
        if (shape.has("enum")) {
            List.of("NO_SUCH_VALUE", "", shape.get("enum").get(0).asString() + " ")
                    .forEach(text -> breaking.add(NODES.stringNode(text)));
        }
        if (shape.has("pattern")) {
            List<String> off = OFF_PATTERN.get(shapeName);
            if (off == null) {
                throw new IllegalStateException("The model has a pattern that no sample breaks yet: " + shapeName);
            }
            off.forEach(text -> breaking.add(NODES.stringNode(text)));
        }
        if (shape.path("min").asInt(0) > 0) {
            breaking.add(NODES.stringNode(""));
        }
        if (shape.has("max")) {
            breaking.add(NODES.stringNode(padded(shapeName, shape.get("max").asInt() + 1)));
        }
        return breaking;
    }

    private static String padded(String shapeName, int length) {
        String text = TEXTS.getOrDefault(shapeName, "a");
        return text + text.substring(text.length() - 1).repeat(length - text.length());
    }

    private static List<JsonNode> breakingNumbers(JsonNode shape) {
        List<JsonNode> breaking = new ArrayList<>();
        if (shape.has("min")) {
            breaking.add(NODES.numberNode(shape.get("min").asInt() - 1));
            breaking.add(NODES.numberNode(Integer.MIN_VALUE));
        }
        if (shape.has("max")) {
            breaking.add(NODES.numberNode(shape.get("max").asInt() + 1));
            breaking.add(NODES.numberNode(Integer.MAX_VALUE));
        }
        return breaking;
    }

    private List<JsonNode> breakingLists(JsonNode shape) {
        List<JsonNode> breaking = new ArrayList<>();
        if (shape.path("min").asInt(0) > 0) {
            breaking.add(NODES.arrayNode());
        }
        if (shape.has("max")) {
            breaking.add(list(shape, shape.get("max").asInt() + 1));
        }
        for (JsonNode element : scalarBreaking(elementOf(shape))) {
            breaking.add(NODES.arrayNode().add(sound(elementOf(shape))).add(element));
        }
        breaking.add(NODES.arrayNode().addNull());
        return breaking;
    }

    private List<JsonNode> breakingMaps(JsonNode shape) {
        List<JsonNode> breaking = new ArrayList<>();
        if (shape.path("min").asInt(0) > 0) {
            breaking.add(NODES.objectNode());
        }
        if (shape.has("max")) {
            breaking.add(map(shape, shape.get("max").asInt() + 1));
        }
        for (JsonNode key : breaking(keyOf(shape))) {
            breaking.add(NODES.objectNode().set(key.asString(), sound(valueOf(shape))));
        }
        for (JsonNode value : breaking(valueOf(shape))) {
            breaking.add(NODES.objectNode().set("key", value));
        }
        breaking.add(NODES.objectNode().putNull("key"));
        return breaking;
    }

    /** Structures in lists are walked on their own. */
    private List<JsonNode> scalarBreaking(String elementShape) {
        return model.shape(elementShape).get("type").asString().equals("structure")
                ? List.of()
                : breaking(elementShape);
    }

    private ArrayNode list(JsonNode shape, int size) {
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < size; i++) {
            list.add(sound(elementOf(shape)));
        }
        return list;
    }

    private ObjectNode map(JsonNode shape, int size) {
        ObjectNode map = NODES.objectNode();
        for (int i = 0; i < size; i++) {
            map.set("key" + i, sound(valueOf(shape)));
        }
        return map;
    }

    /** Values that are only just allowed. */
    List<JsonNode> bounds(String shapeName) {
        JsonNode shape = model.shape(shapeName);
        List<JsonNode> bounds = new ArrayList<>(List.of(sound(shapeName)));
        switch (shape.get("type").asString()) {
            case "string" -> bounds.addAll(textBounds(shapeName, shape));
            case "integer", "long" -> {
                bounds.add(NODES.numberNode(shape.path("min").asInt(Integer.MIN_VALUE)));
                bounds.add(NODES.numberNode(shape.path("max").asInt(Integer.MAX_VALUE)));
            }
            case "list" -> {
                if (shape.has("max")) {
                    bounds.add(list(shape, shape.get("max").asInt()));
                }
            }
            case "map" -> {
                if (shape.has("max")) {
                    bounds.add(map(shape, shape.get("max").asInt()));
                }
            }
            case "timestamp" -> bounds.add(NODES.numberNode(0));
            case "blob" -> bounds.add(NODES.binaryNode(new byte[0]));
            default -> {}
        }
        return bounds;
    }

    private static List<JsonNode> textBounds(String shapeName, JsonNode shape) {
        List<JsonNode> bounds = new ArrayList<>();
        for (JsonNode value : shape.path("enum")) {
            bounds.add(value);
        }
        if (shape.has("max") && !shape.has("enum") && !shapeName.equals("StreamId")) {
            bounds.add(NODES.stringNode(padded(shapeName, shape.get("max").asInt())));
        }
        if (shape.path("min").asInt(0) <= 1 && !shape.has("enum") && !shape.has("pattern")) {
            bounds.add(NODES.stringNode("a"));
        }
        return bounds;
    }
}
