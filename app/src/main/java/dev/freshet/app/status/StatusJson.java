package dev.freshet.app.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** A {@link Status} as JSON: members by the record's names, absent ones left out. */
public final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // Jackson's own form of a path is a file: URL.
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
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
