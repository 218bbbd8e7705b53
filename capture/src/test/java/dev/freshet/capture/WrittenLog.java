package dev.freshet.capture;

import dev.freshet.capture.writeset.SpillFolder;
import dev.freshet.capture.writeset.WriteSet;
import dev.freshet.record.ClusterId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Messages as {@code pgoutput} sends them, written here, with commit times as no server would give them at will. */
final class WrittenLog {
    static final ServerIdentity SERVER = new ServerIdentity("7000000000000000000", 1);

    private static final String PREFIX = "freshet.seal";
    private static final int TABLE_OID = 16_400;
    private static final int INT4 = 23;
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final List<byte[]> messages = new ArrayList<>();
    private long position = 0x100;
    private int xid = 700;

    WrittenLog() throws IOException {
        message(out -> {
            out.writeByte('R');
            out.writeInt(TABLE_OID);
            writeString(out, "public");
            writeString(out, "t");
            out.writeByte('d');
            out.writeShort(1);
            out.writeByte(1);
            writeString(out, "id");
            out.writeInt(INT4);
            out.writeInt(-1);
        });
    }

    /** A transaction that inserts a row. */
    void insert(int id, Instant committed) throws IOException {
        transaction(committed, out -> {
            byte[] text = Integer.toString(id).getBytes(StandardCharsets.US_ASCII);
            out.writeByte('I');
            out.writeInt(TABLE_OID);
            out.writeByte('N');
            out.writeShort(1);
            out.writeByte('t');
            out.writeInt(text.length);
            out.write(text);
        });
    }

    void fence(String slot, Instant floor, Instant committed) throws IOException {
        String note = "{\"fence\":{\"slot\":\"" + slot + "\",\"floor\":" + TransactionDecoder.unixNanos(floor) + "}}";
        transaction(committed, out -> {
            out.writeByte('M');
            out.writeByte(1);
            out.writeLong(position);
            writeString(out, PREFIX);
            byte[] content = note.getBytes(StandardCharsets.UTF_8);
            out.writeInt(content.length);
            out.write(content);
        });
    }

    private void transaction(Instant committed, Content row) throws IOException {
        position += 0x100;
        long commit = position;
        long micros = POSTGRES_EPOCH.until(committed, ChronoUnit.MICROS);
        xid++;
        message(out -> {
            out.writeByte('B');
            out.writeLong(commit);
            out.writeLong(micros);
            out.writeInt(xid);
        });
        message(row);
        message(out -> {
            out.writeByte('C');
            out.writeByte(0);
            out.writeLong(commit);
            out.writeLong(commit + 0x30);
            out.writeLong(micros);
        });
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void message(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(new DataOutputStream(bytes));
        messages.add(bytes.toByteArray());
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.writeByte(0);
    }

    /** What a capture hands over that reads the log from a checkpoint on; PostgreSQL leaves out what committed before. */
    List<CollectingSink.Received> read(String slot, Checkpoint from) throws IOException, InterruptedException {
        CollectingSink sink = new CollectingSink(from);
        TransactionDecoder.Setup setup = new TransactionDecoder.Setup(
                new ClusterId("kmabugltfmjdaj2siqr2qbxgju"),
                "postgres",
                new SlotName(slot),
                from,
                SERVER,
                TimelineHistory.of(1),
                PREFIX);
        WriteSet writeSet = new WriteSet(1 << 20, new SpillFolder(Path.of("unused")));
        try (TransactionDecoder decoder =
                new TransactionDecoder(setup, sink, writeSet, InstantSource.fixed(Instant.EPOCH))) {
            accept(decoder, messages.getFirst());
            for (int i = 1; i < messages.size(); i += 3) {
                long end = ByteBuffer.wrap(messages.get(i + 2)).getLong(10);
                if (from.position().isBefore(new Lsn(end))) {
                    accept(decoder, messages.get(i));
                    accept(decoder, messages.get(i + 1));
                    accept(decoder, messages.get(i + 2));
                }
            }
        }
        return sink.awaitTransactions(from.position());
    }

    private static void accept(TransactionDecoder decoder, byte[] message) throws InterruptedException {
        decoder.accept(message, 0, message.length, 0);
    }
}
