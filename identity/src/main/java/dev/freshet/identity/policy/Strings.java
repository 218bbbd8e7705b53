package dev.freshet.identity.policy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Elements that are a string or a list of strings. */
final class Strings {
    private Strings() {}

    /** @param ifMissing AWS's text for an empty list */
    static List<String> required(JsonNode value, String ifMissing) throws MalformedPolicyException {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? List.copyOf(value.values()) : List.of(value)) {
            if (!one.isString()) {
                throw MalformedPolicyException.syntax("A string or a list of strings is wanted, not " + one + ".");
            }
            texts.add(one.stringValue());
        }
        if (texts.isEmpty() || texts.contains("")) {
            throw new MalformedPolicyException(ifMissing);
        }
        return texts;
    }
}
