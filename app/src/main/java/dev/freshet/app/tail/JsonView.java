package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON text a line, for programs: the change record as it is. What others put into the data stream is shown too:
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
            // Freshet writes compact JSON, whose only line feeds are escaped: it passes byte for byte.
            String onOneLine = MAPPER.readTree(text).toString();
            return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : onOneLine;
        } catch (JacksonException _) {
            return "{\"data\":\"" + Base64.getEncoder().encodeToString(record.data()) + "\"}";
        }
    }
}
