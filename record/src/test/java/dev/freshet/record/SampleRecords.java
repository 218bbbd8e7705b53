package dev.freshet.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records as the writer makes them. */
final class SampleRecords {
    static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");
    static final TransactionId TRANSACTION = new TransactionId("ffthunp5stx6ffs2vyfqoatmfu");
    static final long COMMITTED = 1_790_000_000_123_456_789L;
    static final long PROCESSED = 1_790_000_000_200_000_001L;

    private SampleRecords() {}

    /** An object with one member. */
    static String image(String value) {
        return new JsonBuffer(64)
                .append("{\"v\":")
                .appendString(value)
                .append('}')
                .toString();
    }

    /** The records of one change of the row with this number, in the order that they are written. */
    static List<byte[]> written(Op op, String image, int row, Chunking.Sizes sizes) {
        EnvelopeWriter writer = new EnvelopeWriter(
                new TableLabel("public", "t \"ü\"", "postgres", CLUSTER), TRANSACTION, COMMITTED, PROCESSED, sizes);
        List<byte[]> records = new ArrayList<>();
        writer.write(op, bytes(image), Bytes.of(new byte[] {(byte) row}), records::add);
        return records;
    }

    /** The change that those records tell of. */
    static RowChange change(Op op, String image) {
        JsonText text = JsonText.ofObject(bytes(image));
        return new RowChange(
                op,
                op == Op.DELETE ? text : null,
                op == Op.DELETE ? null : text,
                new ChangeSource(
                        "1.0", COMMITTED, TRANSACTION.value(), "public", "t \"ü\"", "postgres", CLUSTER.value()),
                PROCESSED);
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
