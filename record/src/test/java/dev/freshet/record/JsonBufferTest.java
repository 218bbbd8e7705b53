package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> special =
                Arbitraries.of('"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'é', '€', 'a', ' ');
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab").withChars('"').ofMaxLength(30),
                special.list().ofMaxSize(40).map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.append("😀".repeat(chars.size() % 3)).toString();
                }));
    }

    @Property
    void everyTextIsEscapedAsJsonSays(@ForAll("texts") String text) {
        assertThat(new JsonBuffer(0).appendString(text)).hasToString(escaped(text));
    }

    @Property
    void textIsTakenFromWithinAnArray(@ForAll("texts") String before, @ForAll("texts") String text) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        byte[] whole = (before + text + before).getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonBuffer(1).appendString(whole, head.length, middle.length))
                .hasToString(escaped(text));
    }

    /** RFC 8259, section 7, one character at a time. */
    private static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format("\\u%04x", c));
                    } else {
                        json.appendCodePoint(c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }

    @Property(tries = 5000)
    void bytesAreAcceptedIfAndOnlyIfTheyAreUtf8(@ForAll("nearlyUtf8") byte[] bytes) {
        if (isUtf8(bytes)) {
            assertThat(new JsonBuffer(8).appendString(bytes, 0, bytes.length))
                    .hasToString(escaped(new String(bytes, StandardCharsets.UTF_8)));
        } else {
            assertThatThrownBy(() -> new JsonBuffer(8).appendString(bytes, 0, bytes.length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        return Arbitraries.of(
                        0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4,
                        0xF5, 0xFF)
                .list()
                .ofMaxSize(5)
                .map(values -> {
                    byte[] bytes = new byte[values.size()];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = values.get(i).byteValue();
                    }
                    return bytes;
                });
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void aBufferIsCutBackAndUsedAgain() {
        JsonBuffer buffer = new JsonBuffer(4).append("[1,").append(-2L);
        buffer.truncate(2);

        assertThat(buffer.append(']')).hasToString("[1]");
        assertThatThrownBy(() -> buffer.truncate(9)).isInstanceOf(IllegalArgumentException.class);
    }
}
