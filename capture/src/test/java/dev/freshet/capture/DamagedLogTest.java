package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.freshet.capture.writeset.SpillFolder;
import dev.freshet.capture.writeset.WriteSet;
import dev.freshet.record.EnvelopeReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server's messages with damage in them: each is understood, or refused with its place. {@code -Dfreshet.long=true}
 * damages a million messages; {@code -Dfreshet.seed} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedLogTest {
    private static final int DAMAGES = Boolean.getBoolean("freshet.long") ? 1_000_000 : 50_000;
    private static final int MOST_SPILLED_BYTES = 1 << 20;

    @TempDir
    private Path spillFolder;

    private RecordedLog log;

    @BeforeAll
    void record() throws Exception {
        log = RecordedLog.of(
                "CREATE TYPE mood AS ENUM ('happy', 'sad')",
                "CREATE DOMAIN whole AS int",
                "CREATE TABLE keyed (id int PRIMARY KEY, a text, b numeric, c timestamptz, d interval, e bytea,"
                        + " f bool, g uuid, h float8, i date, j timetz, k mood, l whole, m oidvector)",
                "CREATE TABLE keyless (a int, b text)",
                "CREATE TABLE deferred (id int PRIMARY KEY DEFERRABLE, v text)",
                "INSERT INTO keyed SELECT n, repeat('é\"', n), n / 7.0, now(), '1 mon -2 days 1.5 s', '\\x00ff',"
                        + " true, gen_random_uuid(), 'NaN', 'infinity', '12:00+02', 'sad', n, '1 2'"
                        + " FROM generate_series(1, 5) n",
                "UPDATE keyed SET a = NULL WHERE id = 2; UPDATE keyed SET id = 30 WHERE id = 3; DELETE FROM keyed",
                "INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, NULL); UPDATE keyless SET b = 'y' WHERE a = 1;"
                        + " DELETE FROM keyless",
                "INSERT INTO deferred VALUES (1, 'a'), (2, 'b'); UPDATE deferred SET id = 3 - id",
                "ALTER TABLE keyed ADD COLUMN n int; INSERT INTO keyed (id, n) VALUES (7, 7)",
                "ALTER TABLE keyless ALTER COLUMN b SET STORAGE EXTERNAL",
                "INSERT INTO keyless VALUES (3, repeat('0123456789', 500))",
                "UPDATE keyless SET a = 4",
                "DROP TABLE deferred");
    }

    @Test
    void theLogItselfIsUnderstood() throws Exception {
        List<byte[]> records = new ArrayList<>();
        try (TransactionDecoder decoder = decoder(records)) {
            for (byte[] message : log.messages()) {
                decoder.accept(message, 0, message.length, 1);
            }
        }
        assertThat(records.size()).isEqualTo(15);
    }

    @Test
    void damageIsRefusedWithItsPlaceOrMakesSense() throws Exception {
        long seed = Long.getLong("freshet.seed", System.nanoTime());
        Random random = new Random(seed);
        int refused = 0;
        int damages = 0;
        while (damages < DAMAGES) {
            List<byte[]> records = new ArrayList<>();
            int sound = random.nextInt(log.messages().size());
            try (TransactionDecoder decoder = decoder(records)) {
                for (byte[] message : log.messages()) {
                    boolean isDamaged = sound-- <= 0 && random.nextInt(4) == 0;
                    byte[] sent = isDamaged ? damage(message, random) : message;
                    damages += isDamaged ? 1 : 0;
                    accept(decoder, sent, "seed " + seed + ", damage " + damages);
                }
            } catch (CaptureException e) {
                refused++;
                assertThat(e.kind()).isEqualTo(CaptureException.Kind.UNREADABLE_LOG);
                assertThat(e).hasMessageMatching("(?s)At position 0/1 ?.*: .+");
            }
            records.forEach(EnvelopeReader::read);
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(DAMAGES / 10);
    }

    private static void accept(TransactionDecoder decoder, byte[] message, String about) throws InterruptedException {
        try {
            decoder.accept(message, 0, message.length, 1);
        } catch (CaptureException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            fail(about + ": " + HexFormat.of().formatHex(message), e);
        }
    }

    private static byte[] damage(byte[] message, Random random) {
        byte[] damaged = message.clone();
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(7)) {
            case 0 -> damaged[at] = (byte) random.nextInt(256);
            case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 2 ->
                damaged[at] =
                        "'\"{}[],:0-9nullIUDRYMTOBCtuKON\\xP".getBytes(StandardCharsets.US_ASCII)[random.nextInt(32)];
            case 3 -> damaged = Arrays.copyOf(damaged, at);
            case 4 -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(8));
            case 5 -> damaged[0] = (byte) "BCORYIUDTM".charAt(random.nextInt(10));
            default -> {
                int value = random.nextBoolean() ? random.nextInt() : random.nextInt(-2, 3) << random.nextInt(31);
                if (damaged.length - at >= Integer.BYTES) {
                    ByteBuffer.wrap(damaged).putInt(at, value);
                }
            }
        }
        return damaged;
    }

    @Test
    void aWrongValueIsNamedByPositionTableAndColumn() throws Exception {
        assertRefused(insertWith(0, "x"))
                .hasMessageContaining("At position 0/1 in transaction ")
                .hasMessageContaining("Column id of table public.keyed: 'x' is no integer");
        assertRefused(insertWith(2, "1,5")).hasMessageContaining("'1,5' is no numeric");
        assertRefused(insertWith(3, "2026-02-29 00:00:00+00")).hasMessageContaining("is no timestamp");
        assertRefused(insertWith(3, "294277-01-01 00:00:00+00")).hasMessageContaining("is no timestamp");
        assertRefused(insertWith(3, "2026-01-01 00:00:00+01")).hasMessageContaining("is no timestamp in UTC");
        assertRefused(insertWith(4, "1 mon")).hasMessageContaining("is no interval");
        assertRefused(insertWith(4, "PT99999999999H")).hasMessageContaining("is no interval");
        assertRefused(insertWith(5, "\\x0g")).hasMessageContaining("is no bytea");
        assertRefused(insertWith(6, "true")).hasMessageContaining("is no boolean");
        assertRefused(insertWith(7, "x")).hasMessageContaining("is no uuid");
        assertRefused(insertWith(8, ".5")).hasMessageContaining("is no floating-point number");
        assertRefused(insertWith(9, "5874898-01-01")).hasMessageContaining("is no date");
        assertRefused(insertWith(10, "24:00:01+00")).hasMessageContaining("is no time with time zone");
        assertRefused(insertWith(12, "9223372036854775808")).hasMessageContaining("is no integer");
        assertRefused(insertWith(1, "\u00ff".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("Column a of table public.keyed: no UTF-8");
    }

    @Test
    void aMessageThatEndsWithinARowIsNamedByTableAndColumn() throws Exception {
        byte[] insert = insertWith(2, "1.5");
        assertRefused(Arrays.copyOf(insert, insert.length - 12))
                .hasMessageContaining("in column b of table public.keyed")
                .hasMessageContaining("The message ends after");
        byte[] unknownPart = insertWith(2, "1.5");
        unknownPart[8] = 'x';
        assertRefused(unknownPart).hasMessageContaining("in column id of table public.keyed: Unexpected part");
    }

    @Test
    void aRowOfAnotherNumberOfColumnsIsNamedByItsTable() throws Exception {
        byte[] insert = insertWith(0, "1");
        insert[7]--;
        assertRefused(Arrays.copyOf(insert, insert.length - 1))
                .hasMessageContaining("Table public.keyed has 14 columns, but the row has 13");
    }

    @Test
    void aMessageOfAnUnknownKindAndARowOutsideAnyTransactionAreRefused() throws Exception {
        assertRefused(new byte[] {'X'}).hasMessageContaining("No message is of kind 'X'");
        try (TransactionDecoder decoder = decoder(new ArrayList<>())) {
            byte[] insert = insertWith(0, "1");
            assertThatThrownBy(() -> decoder.accept(insert, 0, insert.length, 1))
                    .hasMessageContaining("outside any transaction");
        }
    }

    /** Within a transaction, after the table is known. */
    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] message) throws Exception {
        try (TransactionDecoder decoder = decoder(new ArrayList<>())) {
            int firstRow = indexOfFirst((byte) 'I');
            for (byte[] before : log.messages().subList(0, firstRow)) {
                decoder.accept(before, 0, before.length, 1);
            }
            return assertThatThrownBy(() -> decoder.accept(message, 0, message.length, 1))
                    .isInstanceOfSatisfying(
                            CaptureException.class,
                            e -> assertThat(e.kind()).isEqualTo(CaptureException.Kind.UNREADABLE_LOG));
        }
    }

    private int indexOfFirst(byte kind) {
        for (int i = 0; i < log.messages().size(); i++) {
            if (log.messages().get(i)[0] == kind) {
                return i;
            }
        }
        throw new AssertionError("No message of kind " + kind);
    }

    /** The first table's first row has 14 columns; all but one and the key are null here. */
    private byte[] insertWith(int column, String value) {
        return insertWith(column, value.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] insertWith(int column, byte[] value) {
        byte[] recorded = log.messages().get(indexOfFirst((byte) 'I'));
        ByteBuffer insert = ByteBuffer.allocate(200);
        insert.put((byte) 'I').put(recorded, 1, 4).put((byte) 'N').putShort((short) 14);
        for (int i = 0; i < 14; i++) {
            if (i == column) {
                insert.put((byte) 't').putInt(value.length).put(value);
            } else if (i == 0) {
                insert.put((byte) 't').putInt(1).put((byte) '1');
            } else {
                insert.put((byte) 'n');
            }
        }
        return Arrays.copyOf(insert.array(), insert.position());
    }

    private TransactionDecoder decoder(List<byte[]> records) {
        TransactionSink sink = new TransactionSink() {
            @Override
            public void transaction(CapturedTransaction transaction) throws InterruptedException {
                transaction.forEachRecord(records::add);
            }

            @Override
            public void quiet(Checkpoint checkpoint) {}
        };
        WriteSet writeSet = new WriteSet(MOST_SPILLED_BYTES, new SpillFolder(spillFolder));
        return new TransactionDecoder(log.setup(), sink, writeSet, InstantSource.system());
    }
}
