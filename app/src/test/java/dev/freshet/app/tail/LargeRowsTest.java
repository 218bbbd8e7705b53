package dev.freshet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.app.client.DataRecord;
import dev.freshet.app.terminal.Terminal;
import dev.freshet.record.Bytes;
import dev.freshet.record.ClusterId;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.Op;
import dev.freshet.record.TableLabel;
import dev.freshet.record.TransactionId;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeRowsTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final long COMMITTED_NANOS = 1_767_225_600_000_000_001L;
    private static final long ARRIVED_MILLIS = 1_767_225_600_007L;
    private static final String IMAGE = "{\"id\":7,\"text\":\"" + "x".repeat(20 << 20) + "\"}";

    private final LargeRows largeRows = new LargeRows(1 << 30, InstantSource.system());
    private final List<DataRecord> parts = parts();

    @Test
    void aLargeRowIsShownOnceItIsWhole() {
        List<TailEntry> entries = new ArrayList<>();
        for (DataRecord part : parts.reversed()) {
            assertThat(entries).isEmpty();
            entries.addAll(largeRows.take(part));
        }
        parts.forEach(again -> entries.addAll(largeRows.take(again)));

        assertThat(entries).singleElement().isInstanceOfSatisfying(TailEntry.LargeRow.class, row -> {
            assertThat(new JsonView().line(row))
                    .contains("\"op\":\"c\",\"before\":null,\"after\":" + IMAGE + ",\"source\"");
            assertThat(new ReadableView(new Terminal(NOWHERE, NOWHERE, false), ZoneOffset.UTC).line(row))
                    .startsWith("00:00:00.000     +7 ms  insert  public.orders       {\"id\":7,\"text\":\"xxx")
                    .endsWith("xxx... (" + IMAGE.length() + " bytes; --json shows all)")
                    .hasSizeLessThan(2200);
        });
    }

    @Test
    void whatFindsNoRoomIsToldOf() {
        LargeRows small = new LargeRows(1 << 20, InstantSource.system());
        assertThat(small.take(parts.getFirst()))
                .singleElement()
                .isInstanceOfSatisfying(
                        TailEntry.Incomplete.class,
                        lost -> assertThat(lost.explanation())
                                .startsWith("A large row is not shown (1 fragments came): more fragments wait"));
    }

    @Test
    void everythingElsePassesAsItIs() {
        for (String text : List.of("hello", "{\"type\":\"full\"}", "[]", "{\"op\":\"d\"}")) {
            DataRecord record = arrived(text.getBytes(StandardCharsets.UTF_8));
            assertThat(largeRows.take(record)).containsExactly(new TailEntry.Single(record));
        }
    }

    private static List<DataRecord> parts() {
        ClusterId cluster = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");
        EnvelopeWriter writer = new EnvelopeWriter(
                new TableLabel("public", "orders", "postgres", cluster),
                TransactionId.of(cluster, 1, 2, 3),
                COMMITTED_NANOS,
                COMMITTED_NANOS);
        List<DataRecord> parts = new ArrayList<>();
        writer.write(
                Op.CREATE,
                Bytes.of(IMAGE.getBytes(StandardCharsets.UTF_8)),
                Bytes.of(new byte[] {7}),
                part -> parts.add(arrived(part)));
        assertThat(parts).hasSize(4);
        return parts;
    }

    private static DataRecord arrived(byte[] data) {
        return new DataRecord("1", ARRIVED_MILLIS, data);
    }
}
