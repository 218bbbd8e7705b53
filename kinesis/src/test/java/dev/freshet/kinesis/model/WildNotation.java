package dev.freshet.kinesis.model;

import tools.jackson.databind.JsonNode;

/** Writes one request in one of the many ways in which its notation allows that, and in some that it does not allow. */
interface WildNotation {
    byte[] write(JsonNode request);
}
