package dev.freshet.identity.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads policy documents (IAM User Guide, "Grammar of the IAM JSON policy language"). It refuses what IAM refuses when
 * a policy is put, in AWS's words, so that a slip in a policy shows at once and not as a denial later. Element names are
 * case-sensitive.
 */
public final class PolicyReader {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final Set<String> DOCUMENT_ELEMENTS = Set.of("Version", "Id", "Statement");

    private PolicyReader() {}

    /**
     * Reads one document.
     *
     * @param type what the policy will be attached to
     * @throws MalformedPolicyException with AWS's text
     */
    public static PolicyDocument read(String text, PolicyType type) throws MalformedPolicyException {
        JsonNode document = parse(text);
        if (!document.isObject()) {
            throw MalformedPolicyException.syntax("A policy is a JSON object.");
        }
        for (String element : document.propertyNames()) {
            if (!DOCUMENT_ELEMENTS.contains(element)) {
                throw MalformedPolicyException.syntax("A policy has no element '" + element + "'.");
            }
        }
        StatementReader reader = new StatementReader(type, version(document));
        List<Statement> statements = new ArrayList<>();
        for (JsonNode statement : statements(document)) {
            statements.add(reader.read(statement));
        }
        refuseRepeatedIds(statements);
        return new PolicyDocument(text, statements);
    }

    private static JsonNode parse(String text) throws MalformedPolicyException {
        try {
            JsonNode document = JSON.readTree(text);
            if (document.isMissingNode()) {
                throw invalidJson();
            }
            return document;
        } catch (JacksonException notJson) {
            throw invalidJson();
        }
    }

    private static MalformedPolicyException invalidJson() {
        return new MalformedPolicyException("This policy contains invalid Json");
    }

    private static PolicyVersion version(JsonNode document) throws MalformedPolicyException {
        Optional<JsonNode> version = Optional.ofNullable(document.get("Version"));
        return version.isEmpty()
                ? PolicyVersion.V2008_10_17
                : PolicyVersion.read(version.get().asString(""));
    }

    private static List<JsonNode> statements(JsonNode document) throws MalformedPolicyException {
        Optional<JsonNode> statement = Optional.ofNullable(document.get("Statement"));
        if (statement.isEmpty()) {
            throw MalformedPolicyException.syntax("A policy needs the element 'Statement'.");
        }
        List<JsonNode> statements =
                statement.get().isArray() ? List.copyOf(statement.get().values()) : List.of(statement.get());
        if (statements.isEmpty()) {
            throw MalformedPolicyException.syntax("'Statement' is empty.");
        }
        return statements;
    }

    private static void refuseRepeatedIds(List<Statement> statements) throws MalformedPolicyException {
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            if (statement.sid().isPresent() && !seen.add(statement.sid().get())) {
                throw new MalformedPolicyException("Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }
}
