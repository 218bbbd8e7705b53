package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON text a line, for programs: the change record as it is, that of a large row in one piece. What others put into the data stream is shown too:
 * their JSON, or {@code {"data": "…"}} with Base64 for anything else.
 */
public final class JsonView implements RecordView {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String line(DataRecord record) {
        String text = new String(record.data(), StandardCharsets.UTF_8);
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isMissingNode()) {
                return wrapped(record);
            }
            // Freshet writes compact JSON, whose only line feeds are escaped: it passes byte for byte.
            return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : json.toString();
        } catch (JacksonException _) {
            return wrapped(record);
        }
    }

    @Override
    public String line(TailEntry.LargeRow row) {
        return new String(row.change().toJson(), StandardCharsets.UTF_8);
    }

    private static String wrapped(DataRecord record) {
        return "{\"data\":\"" + Base64.getEncoder().encodeToString(record.data()) + "\"}";
    }
}
