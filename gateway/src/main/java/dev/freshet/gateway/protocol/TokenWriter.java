package dev.freshet.gateway.protocol;

import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Schemas;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.schema.Structure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes records and the fields of errors as JSON or CBOR. Absent members are left out. */
final class TokenWriter {
    /** CBOR's tag of a point in time. */
    private static final int EPOCH_TAG = 1;

    private final Notation notation;
    private final Schemas schemas;

    TokenWriter(Notation notation, Schemas schemas) {
        this.notation = notation;
        this.schemas = schemas;
    }

    byte[] write(Record record) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = notation.generator(bytes)) {
            structure(out, schemas.of(record.getClass()), record);
        }
        return bytes.toByteArray();
    }

    /** An error's members; the values are strings, numbers, booleans, instants, records, or lists and maps of these. */
    byte[] write(Map<String, ?> members) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = notation.generator(bytes)) {
            free(out, members);
        }
        return bytes.toByteArray();
    }

    private void structure(JsonGenerator out, Structure structure, Record record) {
        out.writeStartObject();
        for (Member member : structure.members()) {
            Object value = member.valueIn(record);
            if (value != null) {
                out.writeName(member.wireName());
                value(out, member.shape(), value);
            }
        }
        out.writeEndObject();
    }

    private void value(JsonGenerator out, Shape shape, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (shape) {
            case Scalar scalar -> scalar(out, scalar, value);
            case Shape.ListOf(Shape element) -> {
                out.writeStartArray();
                for (Object item : (List<?>) value) {
                    value(out, element, item);
                }
                out.writeEndArray();
            }
            case Shape.MapOf(Shape valueShape) -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeName((String) entry.getKey());
                    value(out, valueShape, entry.getValue());
                }
                out.writeEndObject();
            }
            case Structure structure -> structure(out, structure, (Record) value);
        }
    }

    private void scalar(JsonGenerator out, Scalar scalar, Object value) {
        switch (scalar) {
            // An enum stands for its name.
            case STRING -> out.writeString(value.toString());
            case INTEGER -> out.writeNumber((int) value);
            case LONG -> out.writeNumber((long) value);
            case DOUBLE -> out.writeNumber((double) value);
            case BOOLEAN -> out.writeBoolean((boolean) value);
            case TIMESTAMP -> timestamp(out, (Instant) value);
            case BLOB -> blob(out, (byte[]) value);
        }
    }

    private void blob(JsonGenerator out, byte[] value) {
        switch (notation) {
            case JSON -> Base64Text.write(out, value);
            case CBOR -> out.writeBinary(value);
        }
    }

    private void timestamp(JsonGenerator out, Instant value) {
        long millis = value.toEpochMilli();
        switch (notation) {
            case JSON -> {
                if (millis % 1000 == 0) {
                    out.writeNumber(millis / 1000);
                } else {
                    out.writeNumber(BigDecimal.valueOf(millis, 3));
                }
            }
            case CBOR -> {
                ((CBORGenerator) out).writeTag(EPOCH_TAG);
                out.writeNumber(millis);
            }
        }
    }

    private void free(JsonGenerator out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Record record -> structure(out, schemas.of(record.getClass()), record);
            case Map<?, ?> members -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    out.writeName((String) member.getKey());
                    free(out, member.getValue());
                }
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                for (Object item : items) {
                    free(out, item);
                }
                out.writeEndArray();
            }
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            case Instant time -> timestamp(out, time);
            default -> out.writeString(value.toString());
        }
    }
}
