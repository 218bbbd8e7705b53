package dev.freshet.kinesis.model;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One member somewhere in an operation's request.
 *
 * @param path as AWS's messages name it, such as {@code records.1.member.partitionKey}
 * @param shape the name of its shape
 * @param with a request that is sound but for the value at this spot
 */
record Spot(String operation, String path, String shape, boolean required, Function<JsonNode, ObjectNode> with) {}
