package dev.freshet.app.client;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON answers, and the errors among them. */
final class Answers {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int HTTP_OK = 200;

    private Answers() {}

    /** @throws AwsException for any answer but a good one */
    static JsonNode json(String operation, HttpResponse<byte[]> response) {
        JsonNode body = parse(response);
        if (response.statusCode() == HTTP_OK) {
            return body;
        }
        String code = response.headers()
                .firstValue("x-amzn-ErrorType")
                .orElseGet(() -> body.path("__type").asString("HTTP " + response.statusCode()));
        String message = body.path("message").asString(body.path("Message").asString("no further explanation"));
        throw new AwsException(operation, bareCode(code), message);
    }

    /** Something that is no JSON can only be an error of whatever sits in between; its status says enough. */
    private static JsonNode parse(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(new String(response.body(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            if (response.statusCode() == HTTP_OK) {
                throw e;
            }
            return MAPPER.missingNode();
        }
    }

    /** Without the namespace before {@code #} and the address after {@code :}. */
    private static String bareCode(String code) {
        String withoutAddress = code.split(":", 2)[0];
        return withoutAddress.substring(withoutAddress.indexOf('#') + 1);
    }
}
