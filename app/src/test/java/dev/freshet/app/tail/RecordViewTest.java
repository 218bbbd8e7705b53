package dev.freshet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.app.client.DataRecord;
import dev.freshet.app.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecordViewTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final long COMMITTED = 1_767_225_600_000L;
    private static final String SOURCE =
            "\"source\":{\"version\":\"1.0\",\"ts_ms\":" + COMMITTED + ",\"schema\":\"public\",\"table\":\"orders\"}";

    private final RecordView readable = new ReadableView(new Terminal(NOWHERE, NOWHERE, false), ZoneOffset.UTC);
    private final RecordView coloured = new ReadableView(new Terminal(NOWHERE, NOWHERE, true), ZoneOffset.UTC);
    private final RecordView json = new JsonView();

    @Test
    void aPersonSeesTimeDelayOperationTableAndRow() {
        String record =
                "{\"type\":\"full\",\"op\":\"c\",\"before\":null,\"after\":{\"id\":1,\"price\":1.10}," + SOURCE + "}";

        assertThat(readable.line(arrived(record)))
                .isEqualTo("00:00:00.000     +7 ms  insert  public.orders       {\"id\":1,\"price\":1.10}");
    }

    @Test
    void aDeleteShowsItsKey() {
        String record = "{\"type\":\"full\",\"op\":\"d\",\"before\":{\"id\":1},\"after\":null," + SOURCE + "}";

        assertThat(readable.line(arrived(record))).contains("delete").endsWith("{\"id\":1}");
    }

    @Test
    void aDeleteWithoutKeySaysWhy() {
        String record = "{\"type\":\"full\",\"op\":\"d\",\"before\":null,\"after\":null," + SOURCE + "}";

        assertThat(readable.line(arrived(record))).endsWith("(table without primary key)");
    }

    @Test
    void anOperationOfALaterVersionIsAnUpsert() {
        String record = "{\"type\":\"full\",\"op\":\"x\",\"before\":null,\"after\":{\"id\":1}," + SOURCE + "}";

        assertThat(readable.line(arrived(record))).contains("upsert");
    }

    @Test
    void aLargeRowAndItsFragmentsAreNamed() {
        String main = "{\"type\":\"chunked\",\"op\":\"c\",\"before\":null,\"after\":null,\"chunked\":{\"after\":"
                + "{\"chunk_id\":\"abc\",\"total_fragments\":3,\"crc32c\":\"1\"}}," + SOURCE + "}";
        String fragment = "{\"type\":\"fragment\",\"chunk_id\":\"abc\",\"index\":2,\"data\":\"x\"}";

        assertThat(readable.line(arrived(main))).endsWith("(large row, in 3 fragments)");
        assertThat(readable.line(arrived(fragment))).endsWith("fragment 2 of abc");
    }

    @Test
    void aLongRowIsShortenedForAPersonOnly() {
        String record = "{\"type\":\"full\",\"op\":\"c\",\"before\":null,\"after\":{\"text\":\"" + "x".repeat(5000)
                + "\"}," + SOURCE + "}";

        assertThat(readable.line(arrived(record))).hasSizeLessThan(2200).contains("5011 characters");
        assertThat(json.line(arrived(record))).isEqualTo(record);
    }

    @Test
    void aRowCannotSteerTheTerminal() {
        String record =
                "{\"type\":\"full\",\"op\":\"c\",\"before\":null,\"after\":{\"text\":\"\u009b31m \\u001b[2J \u007f\"},"
                        + SOURCE + "}";

        assertThat(readable.line(arrived(record)).chars()).noneMatch(Character::isISOControl);
        assertThat(readable.line(arrived("\u001b[2J no json")).chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void coloursAreForTerminals() {
        String record = "{\"type\":\"full\",\"op\":\"u\",\"before\":null,\"after\":{\"id\":1}," + SOURCE + "}";

        assertThat(coloured.line(arrived(record))).contains("\u001b[33mupdate\u001b[0m");
        assertThat(readable.line(arrived(record))).doesNotContain("\u001b");
    }

    @Test
    void whatOthersPutIsShownAsWhatItIs() {
        assertThat(readable.line(arrived("hello"))).endsWith("no change record, 5 bytes: hello");
        assertThat(json.line(arrived("hello"))).isEqualTo("{\"data\":\"aGVsbG8=\"}");
        assertThat(json.line(arrived("{\n  \"a\": 1.50\n}"))).isEqualTo("{\"a\":1.50}");
        assertThat(json.line(arrived("{} {}"))).isEqualTo("{\"data\":\"e30ge30=\"}");
        assertThat(json.line(arrived(""))).isEqualTo("{\"data\":\"\"}");
    }

    @Test
    void aChangeRecordPassesByteForByte() {
        String record =
                "{\"type\":\"full\",\"op\":\"c\",\"after\":{\"n\":1e400,\"s\":\"ä\\u0001\",\"big\":9223372036854775807}}";

        assertThat(json.line(arrived(record))).isEqualTo(record);
    }

    private static DataRecord arrived(String text) {
        return new DataRecord("1", COMMITTED + 7, text.getBytes(StandardCharsets.UTF_8));
    }
}
