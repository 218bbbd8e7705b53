package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.record.ChunkedChange.InFragments;
import dev.freshet.record.UnreadableRecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
    private static final String SOURCE = "\"source\":{\"version\":\"1.0\",\"ts_ms\":1,\"ts_ns\":1000002,\"txId\":\"x\","
            + "\"schema\":\"s\",\"table\":\"t\",\"db\":\"postgres\",\"cluster\":\"c\"}";
    private static final String TIMES = "\"ts_ms\":3,\"ts_ns\":3000004";
    private static final ChangeSource READ_SOURCE = new ChangeSource("1.0", 1_000_002, "x", "s", "t", "postgres", "c");

    @Provide
    Arbitrary<String> texts() {
        return TextArbitraries.texts(40);
    }

    @Provide
    Arbitrary<Op> writtenOps() {
        return Arbitraries.of(Op.CREATE, Op.UPDATE, Op.DELETE);
    }

    @Property
    void whatWasWrittenIsRead(@ForAll("writtenOps") Op op, @ForAll("texts") String value) {
        String image = SampleRecords.image(value);
        List<byte[]> records = SampleRecords.written(op, image, 1, Chunking.Sizes.DOCUMENTED);

        assertThat(records).singleElement().satisfies(record -> {
            ChangeRecord read = EnvelopeReader.read(record);
            assertThat(read).isEqualTo(SampleRecords.change(op, image));
            assertThat(((RowChange) read).toJson()).isEqualTo(record);
        });
    }

    @Test
    void aDeleteWithoutKeyHasNoImage() {
        assertThat(read("{\"type\":\"full\",\"op\":\"d\",\"before\":null,\"after\":null," + SOURCE + "," + TIMES + "}"))
                .isEqualTo(new RowChange(Op.DELETE, null, null, READ_SOURCE, 3_000_004));
    }

    @Test
    void orderAndWhiteSpaceAndFurtherMembersDoNotMatter() {
        assertThat(read(" {\n" + TIMES + " , \"new\" : [ { \"a\" : [ ] } , -1.5e+3 , true, false, {} ]\r\t," + SOURCE
                        + ",\"after\" : { \"id\" : 7 } ,\"op\":\"u\"} "))
                .isEqualTo(new RowChange(Op.UPDATE, null, object("{ \"id\" : 7 }"), READ_SOURCE, 3_000_004));
    }

    @Test
    void anOperationOfALaterVersionIsAnUpsert() {
        assertThat(read("{\"op\":\"r\",\"after\":{}," + SOURCE + "," + TIMES + "}"))
                .isEqualTo(new RowChange(Op.UPSERT, null, object("{}"), READ_SOURCE, 3_000_004));
    }

    @Test
    void aMainRecordNamesItsFragments() {
        String chunked = "\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":3,\"crc32c\":\"4294967295\"}}";
        ChunkedChange expected = new ChunkedChange(
                Op.UPDATE,
                new ChunkedChange.Inline(null),
                new InFragments("k", 3, 0xFFFF_FFFFL),
                READ_SOURCE,
                3_000_004);

        assertThat(read("{\"type\":\"chunked\",\"op\":\"u\",\"before\":null,\"after\":null," + SOURCE + "," + chunked
                        + "," + TIMES + "}"))
                .isEqualTo(expected);
        assertThat(read("{\"type\":\"chunked\",\"op\":\"u\"," + SOURCE + "," + chunked + "," + TIMES + "}"))
                .isEqualTo(expected);
    }

    @Test
    void aFragmentIsItsTextWithoutEscapes() {
        ChangeRecord read = read(
                "{\"type\":\"fragment\",\"chunk_id\":\"k\",\"index\":2,\"data\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\uD83D\\ude00é€😀\"}");

        assertThat(read).isInstanceOfSatisfying(Fragment.class, fragment -> {
            assertThat(fragment.chunkId()).isEqualTo("k");
            assertThat(fragment.index()).isEqualTo(2);
            assertThat(text(fragment.data())).isEqualTo("\"\\/\b\f\n\r\té€😀é€😀");
        });
    }

    /** What is no change record, by what is wrong with it; S and T stand for the source block and the times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "[]",
                "{}",
                "{\"data\":1}",
                "{\"op\":1,\"after\":{},S,T}",
                "{\"op\":\"c\",S,T}",
                "{\"op\":\"c\",\"after\":null,S,T}",
                "{\"op\":\"c\",\"after\":[],S,T}",
                "{\"op\":\"d\",\"after\":{},S,T}",
                "{\"op\":\"c\",\"op\":\"c\",\"after\":{},S,T}",
                "{\"op\":\"c\",\"after\":null,\"after\":{},S,T}",
                "{\"op\":\"c\",\"after\":{},T}",
                "{\"op\":\"c\",\"after\":{},S}",
                "{\"op\":\"c\",\"after\":{},S,\"ts_ms\":1,\"ts_ns\":1.5}",
                "{\"op\":\"c\",\"after\":{},S,\"ts_ms\":1,\"ts_ns\":9223372036854775808}",
                "{\"op\":\"c\",\"after\":{},S,T,\"chunked\":{}}",
                "{\"type\":\"chunked\",\"op\":\"c\",S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"after\":{},\"chunked\":{},S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"chunked\":{\"after\":{\"total_fragments\":1,\"crc32c\":\"1\"}},S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":0,\"crc32c\":\"1\"}},S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":1,\"crc32c\":\"-1\"}},S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":1,\"crc32c\":\"abc\"}},S,T}",
                "{\"type\":\"chunked\",\"op\":\"d\",\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":1,\"crc32c\":\"1\"}},S,T}",
                "{\"type\":\"chunked\",\"op\":\"c\",\"after\":{},\"chunked\":{\"after\":{\"chunk_id\":\"k\",\"total_fragments\":1,\"crc32c\":\"1\"}},S,T}",
                "{\"type\":\"fragment\",\"chunk_id\":\"k\",\"index\":0}",
                "{\"type\":\"fragment\",\"chunk_id\":\"k\",\"index\":-1,\"data\":\"\"}",
                "{\"type\":\"fragment\",\"chunk_id\":\"k\",\"index\":4294967296,\"data\":\"\"}",
            })
    void otherJsonIsNoChangeRecord(String json) {
        assertUnreadable(json.replace("S", SOURCE).replace("T", TIMES), Kind.NOT_A_CHANGE_RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{a:1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[}",
                "{\"a\":{]",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":nul}",
                "{\"a\":True}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\",
                "{\"a\":\"b",
            })
    void textThatIsNoJsonIsRefusedWithThePlace(String text) {
        assertUnreadable(text, Kind.NOT_JSON).hasMessageContaining("at byte");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] bytes = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> EnvelopeReader.read(bytes)).hasMessageContaining("not in UTF-8");
    }

    @Test
    void deepNestingCostsNoStack() {
        assertUnreadable("{\"a\":" + "[".repeat(1_000_000), Kind.NOT_JSON).hasMessageContaining("deeper");
    }

    @Test
    void aLaterFormatIsRefusedAsWhatItIs() {
        assertUnreadable(
                "{\"op\":\"c\",\"after\":{}," + SOURCE.replace("1.0", "2.0") + "," + TIMES + "}", Kind.UNKNOWN_FORMAT);
        assertUnreadable("{\"type\":\"half\"," + SOURCE + "," + TIMES + "}", Kind.UNKNOWN_FORMAT);
        assertThat(read("{\"op\":\"c\",\"after\":{}," + SOURCE.replace("1.0", "1.7") + "," + TIMES + "}"))
                .isInstanceOf(RowChange.class);
    }

    @Property(tries = 20_000)
    void damagedRecordsAreReadOrRefusedAndNothingElse(@ForAll Random random) {
        String image = SampleRecords.image("é\"\\\n" + random.nextInt());
        List<byte[]> records =
                SampleRecords.written(Op.UPDATE, image, 1, new Chunking.Sizes(random.nextInt(2) * 1000, 12));
        byte[] damaged = records.get(random.nextInt(records.size())).clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
        try {
            ChangeRecord read = EnvelopeReader.read(new Bytes(damaged, 0, length));
            assertThat(read).isNotNull();
        } catch (UnreadableRecordException e) {
            assertThat(e).hasMessageMatching("(?s)No (JSON|change record): .*|A change record of .*");
        }
    }

    private static AbstractThrowableAssert<?, ?> assertUnreadable(String json, Kind kind) {
        return assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        UnreadableRecordException.class,
                        e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static ChangeRecord read(String json) {
        return EnvelopeReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonText object(String json) {
        return JsonText.ofObject(SampleRecords.bytes(json));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), bytes.from(), bytes.length(), StandardCharsets.UTF_8);
    }
}
