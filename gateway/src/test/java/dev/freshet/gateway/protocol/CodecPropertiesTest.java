package dev.freshet.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.schema.Naming;
import dev.freshet.gateway.schema.Schemas;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.wire.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What is written is read back as it was, in every notation. */
final class CodecPropertiesTest {
    record Inner(@Nullable String name, @Nullable Long count) {}

    record Outer(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable Double fraction,
            @Nullable Boolean truth,
            @Nullable Instant time,
            @Nullable List<Inner> inners,
            @Nullable Map<String, String> tags,
            @Nullable Inner inner) {}

    record Blob(byte @Nullable [] data) {}

    private final Schemas schemas = new Schemas(Naming.UPPER_CAMEL);

    @Property(tries = 300)
    void recordsSurviveJsonAndCbor(@ForAll("outers") Outer outer, @ForAll Notation notation) {
        byte[] bytes = new TokenWriter(notation, schemas).write(outer);
        assertThat(new TokenReader(notation, bytes).read(schemas.of(Outer.class)))
                .isEqualTo(outer);
    }

    @Property(tries = 300)
    void bytesSurviveJsonAndCbor(@ForAll byte[] data, @ForAll Notation notation) {
        byte[] bytes = new TokenWriter(notation, schemas).write(new Blob(data));
        Blob read = (Blob) new TokenReader(notation, bytes).read(schemas.of(Blob.class));
        assertThat(read.data()).isEqualTo(data);
    }

    /** What a client may write in place of plain Base64: escapes, and another place in the body. */
    @Property(tries = 300)
    void escapedBase64IsReadAsWell(@ForAll byte[] data, @ForAll @IntRange(max = 5) int spaces) {
        String text =
                Base64.getEncoder().encodeToString(data).replace("/", "\\/").replace("A", "\\u0041");
        byte[] bytes = ("{" + " ".repeat(spaces) + "\"Data\":" + " ".repeat(spaces) + "\"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        Blob read = (Blob) new TokenReader(Notation.JSON, bytes).read(schemas.of(Blob.class));
        assertThat(read.data()).isEqualTo(data);
    }

    @Property(tries = 300)
    void textThatIsNoBase64IsRefused(
            @ForAll("base64") String text, @ForAll @CharRange(from = '!', to = '*') char wrong) {
        byte[] bytes = ("{\"Data\":\"" + text + wrong + text + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new TokenReader(Notation.JSON, bytes).read(schemas.of(Blob.class)))
                .isInstanceOf(UnreadableException.class);
    }

    @Provide
    Arbitrary<String> base64() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(12);
    }

    @Property(tries = 300)
    void recordsSurviveAForm(@ForAll("outers") Outer outer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        flatten("", outer, parameters);
        StringBuilder form = new StringBuilder("Action=X");
        parameters.forEach((name, value) -> form.append('&')
                .append(PercentEncoding.encode(name))
                .append('=')
                .append(PercentEncoding.encode(value).replace("%20", "+")));
        Record read = new FormReader(FormParameters.parse(form.toString())).read(schemas.of(Outer.class));
        assertThat(read).isEqualTo(outer);
    }

    @Property(tries = 300)
    void scalarsSurviveAsText(@ForAll int number, @ForAll long large, @ForAll double fraction) {
        assertThat(ScalarText.parse(Scalar.INTEGER, ScalarText.print(Scalar.INTEGER, number)))
                .isEqualTo(number);
        assertThat(ScalarText.parse(Scalar.LONG, ScalarText.print(Scalar.LONG, large)))
                .isEqualTo(large);
        assertThat(ScalarText.parse(Scalar.DOUBLE, ScalarText.print(Scalar.DOUBLE, fraction)))
                .isEqualTo(fraction);
    }

    @Property(tries = 100)
    void noDamageToABodyEscapesAsAnotherException(
            @ForAll("outers") Outer outer, @ForAll Notation notation, @ForAll long seed) {
        byte[] bytes = new TokenWriter(notation, schemas).write(outer);
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = bytes.clone();
            for (int wounds = 1 + random.nextInt(3); wounds > 0; wounds--) {
                damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readOrRefuse(damaged, notation);
        }
    }

    @Property(tries = 100)
    void noRandomBytesEscapeAsAnotherException(@ForAll Notation notation, @ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            readOrRefuse(body, notation);
        }
    }

    @Property(tries = 1_000)
    void noTextOfAFormEscapesAsAnotherException(@ForAll("formTexts") String text) {
        try {
            new FormReader(FormParameters.parse(text)).read(schemas.of(Outer.class));
        } catch (UnreadableException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        }
    }

    @Property(tries = 300)
    void aPlaceHalfwayIsRefused(@ForAll("outers") Outer outer, @ForAll Notation notation, @ForAll int place) {
        byte[] bytes = new TokenWriter(notation, schemas).write(outer);
        byte[] half = java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
        assertThatThrownBy(() -> new TokenReader(notation, half).read(schemas.of(Outer.class)))
                .isInstanceOf(UnreadableException.class);
    }

    private void readOrRefuse(byte[] body, Notation notation) {
        try {
            new TokenReader(notation, body).read(schemas.of(Outer.class));
        } catch (UnreadableException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        }
    }

    @Provide
    static Arbitrary<String> formTexts() {
        return Arbitraries.of(
                        "Text",
                        "Tags",
                        "Inners",
                        "Inner",
                        ".",
                        "member",
                        "entry",
                        "1",
                        "0",
                        "key",
                        "value",
                        "=",
                        "&",
                        "%",
                        "%4",
                        "%41",
                        "%FF",
                        "+",
                        "Name",
                        "Count",
                        "Number",
                        "ü",
                        "\u0000",
                        "99999999999")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    static Arbitrary<Outer> outers() {
        Arbitrary<Inner> inners = Combinators.combine(
                        texts().injectNull(0.2), Arbitraries.longs().injectNull(0.2))
                .as(Inner::new);
        // A form cannot tell a structure without members, or a list of such, from an absent one.
        Arbitrary<Inner> present = inners.filter(inner -> inner.name() != null || inner.count() != null);
        return Combinators.combine(
                        texts().injectNull(0.2),
                        Arbitraries.integers().injectNull(0.2),
                        Arbitraries.doubles().injectNull(0.2),
                        Arbitraries.of(true, false).injectNull(0.2),
                        Arbitraries.longs()
                                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                                .map(Instant::ofEpochMilli)
                                .injectNull(0.2),
                        present.list().ofMinSize(1).ofMaxSize(12).injectNull(0.2),
                        Arbitraries.maps(texts(), texts())
                                .ofMinSize(1)
                                .ofMaxSize(5)
                                .injectNull(0.2),
                        present.injectNull(0.2))
                .as(Outer::new);
    }

    /** All of Unicode's characters, and no halves of surrogate pairs. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(20)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }

    private static void flatten(String prefix, Outer outer, Map<String, String> to) {
        put(to, prefix + "Text", outer.text());
        put(to, prefix + "Number", outer.number());
        put(to, prefix + "Fraction", outer.fraction());
        put(to, prefix + "Truth", outer.truth());
        put(to, prefix + "Time", outer.time());
        if (outer.inners() != null) {
            int number = 1;
            for (Inner inner : outer.inners()) {
                flatten(prefix + "Inners.member." + number++ + ".", inner, to);
            }
        }
        if (outer.tags() != null) {
            int number = 1;
            for (Map.Entry<String, String> tag : outer.tags().entrySet()) {
                to.put(prefix + "Tags.entry." + number + ".key", tag.getKey());
                to.put(prefix + "Tags.entry." + number++ + ".value", tag.getValue());
            }
        }
        if (outer.inner() != null) {
            flatten(prefix + "Inner.", outer.inner(), to);
        }
    }

    private static void flatten(String prefix, Inner inner, Map<String, String> to) {
        put(to, prefix + "Name", inner.name());
        put(to, prefix + "Count", inner.count());
    }

    private static void put(Map<String, String> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value.toString());
        }
    }
}
