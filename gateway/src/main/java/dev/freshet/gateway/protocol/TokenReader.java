package dev.freshet.gateway.protocol;

import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.schema.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a body of JSON or CBOR into a record, straight from its bytes. Members that the record does not have are
 * skipped, a null member is an absent one, the last of several with one name counts. A value of another type than the
 * member's is refused and never converted; the words are those of AWS. For one body.
 */
final class TokenReader {
    /** From the year 10000 on a timestamp is refused. */
    private static final double SECONDS_END = 253_402_300_800d;

    private static final long MILLIS_END = 253_402_300_800_000L;

    /**
     * Far more than any call has, PutRecords with its 500 records having 2,000. A body of nothing but empty records
     * would take many times its own length of memory.
     */
    private static final int VALUES_MAX = 500_000;

    private final Notation notation;
    private final byte[] body;
    private int values;

    TokenReader(Notation notation, byte[] body) {
        this.notation = notation;
        this.body = body;
    }

    /** @throws UnreadableException in AWS's words */
    Record read(Structure structure) {
        return structure.newRecord(readMembers(structure));
    }

    /**
     * The values of the structure's members, in their order.
     *
     * @throws UnreadableException in AWS's words
     */
    @Nullable
    Object[] readMembers(Structure structure) {
        try (JsonParser parser = notation.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new UnreadableException("The request body is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw wrongStart(first, "Expected null");
            }
            @Nullable Object[] values = members(parser, structure);
            if (parser.nextToken() != null) {
                throw new UnreadableException("The request body goes on behind its end");
            }
            return values;
        } catch (JacksonException | ArithmeticException e) {
            // The parser's own words name classes and places of ours: of no use to a caller.
            throw new UnreadableException("The request body is not well-formed " + notation);
        }
    }

    private @Nullable Object value(JsonParser parser, JsonToken token, Shape shape) {
        if (++values > VALUES_MAX) {
            throw new UnreadableException("The request body has more than " + VALUES_MAX + " values");
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (shape) {
            case Scalar scalar -> scalar(parser, token, scalar);
            case Shape.ListOf list -> {
                if (token != JsonToken.START_ARRAY) {
                    throw wrongStart(token, "Expected list or null");
                }
                yield list(parser, list.element());
            }
            case Shape.MapOf map -> {
                if (token != JsonToken.START_OBJECT) {
                    throw wrongStart(token, "Expected map or null");
                }
                yield map(parser, map.value());
            }
            case Structure structure -> {
                if (token != JsonToken.START_OBJECT) {
                    throw wrongStart(token, "Expected null");
                }
                yield structure.newRecord(members(parser, structure));
            }
        };
    }

    private @Nullable Object[] members(JsonParser parser, Structure structure) {
        @Nullable Object[] values = new @Nullable Object[structure.members().size()];
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            Member member = structure.member(name);
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else {
                values[member.index()] = value(parser, token, member.shape());
            }
        }
        requireEnd(parser, JsonToken.END_OBJECT);
        return values;
    }

    private List<@Nullable Object> list(JsonParser parser, Shape element) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token, element));
        }
        return Collections.unmodifiableList(elements);
    }

    private Map<String, @Nullable Object> map(JsonParser parser, Shape valueShape) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            entries.put(wellFormed(name), value(parser, parser.nextToken(), valueShape));
        }
        requireEnd(parser, JsonToken.END_OBJECT);
        return Collections.unmodifiableMap(entries);
    }

    /** A CBOR map may have keys that are no strings; the parser then answers no name, in the middle of the map. */
    private static void requireEnd(JsonParser parser, JsonToken end) {
        if (parser.currentToken() != end) {
            throw new UnreadableException("The request body has a key that is not a string");
        }
    }

    private Object scalar(JsonParser parser, JsonToken token, Scalar scalar) {
        return switch (scalar) {
            case STRING -> {
                require(token == JsonToken.VALUE_STRING, token, scalar);
                yield wellFormed(parser.getString());
            }
            case INTEGER -> {
                require(isInteger(parser, token, JsonParser.NumberType.INT), token, scalar);
                yield parser.getIntValue();
            }
            case LONG -> {
                require(isInteger(parser, token, JsonParser.NumberType.LONG), token, scalar);
                yield parser.getLongValue();
            }
            case DOUBLE -> {
                require(token.isNumeric(), token, scalar);
                yield parser.getDoubleValue();
            }
            case BOOLEAN -> {
                require(token.isBoolean(), token, scalar);
                yield token == JsonToken.VALUE_TRUE;
            }
            case TIMESTAMP -> timestamp(parser, token);
            case BLOB -> blob(parser, token);
        };
    }

    private static boolean isInteger(JsonParser parser, JsonToken token, JsonParser.NumberType widest) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        JsonParser.NumberType type = parser.getNumberType();
        return type == JsonParser.NumberType.INT || type == widest;
    }

    /** JSON has epoch seconds with a fraction, Kinesis's CBOR whole milliseconds (under tag 1, which adds nothing). */
    private Instant timestamp(JsonParser parser, JsonToken token) {
        return switch (notation) {
            case JSON -> {
                require(token.isNumeric(), token, Scalar.TIMESTAMP);
                double seconds = parser.getDoubleValue();
                require(Math.abs(seconds) < SECONDS_END, token, Scalar.TIMESTAMP);
                yield Instant.ofEpochMilli(Math.round(seconds * 1000));
            }
            case CBOR -> {
                require(isInteger(parser, token, JsonParser.NumberType.LONG), token, Scalar.TIMESTAMP);
                long millis = parser.getLongValue();
                require(Math.abs(millis) < MILLIS_END, token, Scalar.TIMESTAMP);
                yield Instant.ofEpochMilli(millis);
            }
        };
    }

    private byte[] blob(JsonParser parser, JsonToken token) {
        JsonToken expected = switch (notation) {
            case JSON -> JsonToken.VALUE_STRING;
            case CBOR -> JsonToken.VALUE_EMBEDDED_OBJECT;
        };
        require(token == expected, token, Scalar.BLOB);
        byte[] blob = notation == Notation.JSON ? Base64Text.decode(parser, body) : null;
        try {
            return blob == null ? parser.getBinaryValue() : blob;
        } catch (JacksonException e) {
            throw new UnreadableException(awsName(token) + " can not be converted to a Blob: it is not Base64");
        }
    }

    private static void require(boolean holds, JsonToken token, Scalar scalar) {
        if (!holds) {
            throw wrongStart(token, awsName(token) + " cannot be converted to " + scalar.awsName());
        }
    }

    /** What AWS answers where a value of another kind was expected; {@code otherwise} is for a scalar. */
    private static UnreadableException wrongStart(JsonToken token, String otherwise) {
        return switch (token) {
            case START_OBJECT -> new UnreadableException("Start of structure or map found where not expected.");
            case START_ARRAY -> new UnreadableException("Start of list found where not expected");
            default -> new UnreadableException(otherwise);
        };
    }

    private static String awsName(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "STRING_VALUE";
            case VALUE_NUMBER_INT -> "NUMBER_VALUE";
            case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
            case VALUE_TRUE -> "TRUE_VALUE";
            case VALUE_FALSE -> "FALSE_VALUE";
            default -> "BINARY_VALUE";
        };
    }

    /** Half of a surrogate pair is no character; it could not be written back in an answer. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new UnreadableException("A string holds half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
