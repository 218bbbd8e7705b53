package dev.freshet.kinesis.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Writes a request as JSON; where it is mad, with values in it that no client sends. */
final class WildJson implements WildNotation {
    /** Each char is a byte. */
    private static final List<String> MAD = List.of(
            "1e999999",
            "-1e999999",
            "1e-999999",
            "9".repeat(400),
            "-" + "9".repeat(400),
            "9".repeat(100_000),
            "0." + "0".repeat(400) + "1",
            "2147483648",
            "9223372036854775808",
            "18446744073709551616",
            "-9223372036854775809",
            "1e2",
            "1.0",
            "-0",
            "253402300800",
            "-62167219201",
            "01",
            "+1",
            ".5",
            "-",
            "NaN",
            "Infinity",
            "-Infinity",
            "null",
            "true",
            "tru",
            "'a'",
            "/* a */ 1",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"\":{}}",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{1:1}",
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\u0000\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\u00c3\u0028\"",
            "\"\u00ed\u00a0\u0080\"",
            "\"\u00f8\u0088\u0080\u0080\u0080\"",
            "\"\u00ff\"",
            "\u00ef\u00bb\u00bf1",
            "\"====\"",
            "\"AAA\"",
            "\"A A=\"",
            "\"" + "a".repeat(100_000) + "\"",
            "\"" + "\\ud83d\\ude00".repeat(1_000) + "\"",
            "[".repeat(10_000),
            "[".repeat(10_000) + "]".repeat(10_000),
            "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
            "[" + "null,".repeat(10_000) + "null]",
            "[" + "{},".repeat(10_000) + "{}]");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RandomGenerator random;
    private final boolean mad;

    WildJson(RandomGenerator random, boolean mad) {
        this.random = random;
        this.mad = mad;
    }

    @Override
    public byte[] write(JsonNode request) {
        value(request);
        return out.toByteArray();
    }

    private void value(JsonNode value) {
        space();
        if (mad && random.nextInt(12) == 0) {
            raw(MAD.get(random.nextInt(MAD.size())));
            return;
        }
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> text(value.asString());
            case BINARY -> text(Base64.getEncoder().encodeToString(value.binaryValue()));
            default -> raw(value.toString());
        }
        space();
    }

    private void object(JsonNode object) {
        raw("{");
        String separator = "";
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            for (int i = random.nextInt(20) == 0 ? 2 : 1; i > 0; i--) {
                raw(separator);
                text(member.getKey());
                space();
                raw(":");
                value(member.getValue());
                separator = ",";
            }
        }
        raw("}");
    }

    private void array(JsonNode array) {
        raw("[");
        String separator = "";
        for (JsonNode element : array) {
            raw(separator);
            value(element);
            separator = ",";
        }
        raw("]");
    }

    /** Any character may be written as an escape. */
    private void text(String text) {
        raw("\"");
        boolean escaped = random.nextInt(8) == 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped || c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                raw("\\u%04x".formatted((int) c));
            } else {
                out.writeBytes(String.valueOf(c).getBytes(UTF_8));
            }
        }
        raw("\"");
    }

    private void space() {
        if (random.nextInt(30) == 0) {
            raw(" \r\n\t".repeat(random.nextInt(1, 4)));
        }
    }

    private void raw(String text) {
        out.writeBytes(text.getBytes(ISO_8859_1));
    }
}
