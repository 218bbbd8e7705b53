package dev.freshet.app.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A {@link Status} as JSON: members by the record's names, absent ones left out. */
public final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private StatusJson() {}

    public static String write(Status status) {
        return MAPPER.writeValueAsString(status);
    }

    /** As a person reads it. */
    public static String writeIndented(Status status) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(status);
    }

    /** @throws JacksonException when this is no status, for instance because something else listens on the port */
    public static Status read(String json) {
        return MAPPER.readValue(json, Status.class);
    }
}
