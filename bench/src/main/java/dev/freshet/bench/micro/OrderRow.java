package dev.freshet.bench.micro;

import dev.freshet.capture.schema.CapturedColumn;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.value.ValueEncoding;
import dev.freshet.record.ClusterId;
import dev.freshet.record.TableLabel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The order of nine columns that the capture benchmark inserts, as table and as message. */
final class OrderRow {
    private static final int OID = 16_385;

    private OrderRow() {}

    static CapturedTable table() {
        TableLabel label = new TableLabel("public", "orders", "postgres", new ClusterId("kmabugltfmjdaj2siqr2qbxgju"));
        return new CapturedTable(
                OID,
                "public.orders",
                label,
                List.of(
                        column("id", ValueEncoding.INTEGER),
                        column("customer_id", ValueEncoding.INTEGER),
                        column("product", ValueEncoding.TEXT),
                        column("quantity", ValueEncoding.INTEGER),
                        column("price", ValueEncoding.NUMERIC),
                        column("status", ValueEncoding.TEXT),
                        column("note", ValueEncoding.TEXT),
                        column("created_at", ValueEncoding.TIMESTAMP),
                        column("paid", ValueEncoding.BOOLEAN)),
                List.of(0),
                false);
    }

    private static CapturedColumn column(String name, ValueEncoding encoding) {
        return new CapturedColumn(name, encoding, 0, null);
    }

    /** The insert of one order ({@code pgoutput} in text mode). */
    static byte[] insertMessage(int id) {
        List<String> values = List.of(
                Integer.toString(id),
                Integer.toString(id % 10_000),
                "product-" + id % 500,
                "3",
                "123.45",
                "new",
                "order number " + id + " of the day",
                "2026-01-12 13:46:40+00",
                "t");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream message = new DataOutputStream(bytes)) {
            message.writeByte('I');
            message.writeInt(OID);
            message.writeByte('N');
            message.writeShort(values.size());
            for (String value : values) {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                message.writeByte('t');
                message.writeInt(text.length);
                message.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
