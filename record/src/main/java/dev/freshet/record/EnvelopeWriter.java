package dev.freshet.record;

import java.nio.charset.StandardCharsets;

/**
 * Writes the change records of one transaction and one table. All that they share is encoded once, so that a record
 * costs the copy of its parts.
 *
 * <p>The text is compact and its members stand in the documented order: {@code type}, {@code op}, {@code before},
 * {@code after}, {@code source}, {@code chunked} where there is one, {@code ts_ms}, {@code ts_ns}.
 */
public final class EnvelopeWriter {
    private static final String VERSION = "1.0";
    private static final byte[] CREATED = ascii("{\"type\":\"full\",\"op\":\"c\",\"before\":null,\"after\":");
    private static final byte[] UPDATED = ascii("{\"type\":\"full\",\"op\":\"u\",\"before\":null,\"after\":");
    private static final byte[] DELETED = ascii("{\"type\":\"full\",\"op\":\"d\",\"before\":");
    private static final byte[] NO_AFTER = ascii(",\"after\":null");
    private static final byte[] NULL = ascii("null");

    private final byte[] source;
    private final byte[] times;
    private final Chunking chunking;

    /**
     * @param commitTimeNanos as {@code source.ts_ns}, Unix time
     * @param processingTimeNanos as {@code ts_ns}, Unix time
     */
    public EnvelopeWriter(TableLabel table, TransactionId transaction, long commitTimeNanos, long processingTimeNanos) {
        this(table, transaction, commitTimeNanos, processingTimeNanos, Chunking.Sizes.DOCUMENTED);
    }

    EnvelopeWriter(
            TableLabel table,
            TransactionId transaction,
            long commitTimeNanos,
            long processingTimeNanos,
            Chunking.Sizes sizes) {
        JsonBuffer text = new JsonBuffer(256);
        text.append(",\"source\":{\"version\":\"").append(VERSION).append('"');
        text.append(",\"ts_ms\":").append(commitTimeNanos / 1_000_000);
        text.append(",\"ts_ns\":").append(commitTimeNanos);
        text.append(",\"txId\":\"").append(transaction.value()).append("\",");
        this.source = text.append(table.members()).toByteArray();
        text.clear();
        text.append(",\"ts_ms\":").append(processingTimeNanos / 1_000_000);
        this.times = text.append(",\"ts_ns\":")
                .append(processingTimeNanos)
                .append('}')
                .toByteArray();
        this.chunking = new Chunking(transaction, table, sizes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the record of one row: one {@code full} record, or, when that would pass 9 MiB, the fragments of its image
     * and then the {@code chunked} record that refers to them.
     *
     * @param image for a delete the primary key's columns, else all columns, as a JSON object
     * @param row what tells the row from the table's others; the fragments' identifier is derived from it
     */
    public <X extends Exception> void write(Op op, Bytes image, Bytes row, RecordOutput<X> output) throws X {
        int size = prefix(op).length + image.length() + suffixLength(op);
        if (!chunking.needsFragments(size)) {
            output.accept(full(op, image, size));
            return;
        }
        String side = op == Op.DELETE ? "before" : "after";
        Chunking.Reference reference = chunking.writeFragments(side, image, row, output);
        output.accept(chunked(op, reference));
    }

    /** Writes the delete of a row without a primary key: both images are null. */
    public <X extends Exception> void writeKeylessDelete(RecordOutput<X> output) throws X {
        output.accept(full(Op.DELETE, Bytes.of(NULL), DELETED.length + NULL.length + suffixLength(Op.DELETE)));
    }

    private byte[] full(Op op, Bytes image, int size) {
        byte[] record = new byte[size];
        int at = copy(prefix(op), record, 0);
        System.arraycopy(image.array(), image.from(), record, at, image.length());
        at += image.length();
        if (op == Op.DELETE) {
            at = copy(NO_AFTER, record, at);
        }
        at = copy(source, record, at);
        copy(times, record, at);
        return record;
    }

    private int suffixLength(Op op) {
        return (op == Op.DELETE ? NO_AFTER.length : 0) + source.length + times.length;
    }

    private static byte[] prefix(Op op) {
        return switch (op) {
            case CREATE -> CREATED;
            case UPDATE -> UPDATED;
            case DELETE -> DELETED;
            case UPSERT -> throw new IllegalArgumentException("No change is written as an upsert");
        };
    }

    private static int copy(byte[] part, byte[] record, int at) {
        System.arraycopy(part, 0, record, at, part.length);
        return at + part.length;
    }

    private byte[] chunked(Op op, Chunking.Reference reference) {
        JsonBuffer text = new JsonBuffer(1024);
        text.append("{\"type\":\"chunked\",\"op\":\"").append(op.letter());
        text.append("\",\"before\":null,\"after\":null").append(source);
        text.append(",\"chunked\":{\"").append(reference.side());
        text.append("\":{\"chunk_id\":\"").append(reference.chunkId());
        text.append("\",\"total_fragments\":").append(reference.fragments());
        text.append(",\"crc32c\":\"").append(reference.crc32c()).append("\"}}");
        return text.append(times).toByteArray();
    }
}
