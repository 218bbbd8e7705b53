package dev.freshet.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON objects whose members are all strings: the form of the small files in a server's folder. */
final class FlatJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FlatJson() {}

    static String write(Map<String, String> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            new TreeMap<>(members).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Anything but an object of strings is refused, for Freshet did not write it. */
    static Map<String, String> read(String text) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                expect(json.nextToken(), JsonToken.VALUE_STRING);
                members.put(name, json.getString());
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
        } catch (JacksonException e) {
            throw new IOException("Not JSON: " + e.getOriginalMessage(), e);
        }
        return members;
    }

    private static void expect(JsonToken found, JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("Not a JSON object of strings: " + found + " where " + expected + " was expected");
        }
    }
}
