package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {
    private static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");
    private static final TransactionId TRANSACTION = new TransactionId("ffthunp5stx6ffs2vyfqoatmfu");
    private static final String SOURCE = "\"source\":{\"version\":\"1.0\",\"ts_ms\":1790000000123,"
            + "\"ts_ns\":1790000000123456789,\"txId\":\"ffthunp5stx6ffs2vyfqoatmfu\",\"schema\":\"public\","
            + "\"table\":\"t\",\"db\":\"postgres\",\"cluster\":\"kmabugltfmjdaj2siqr2qbxgju\"}";
    private static final String TIMES = "\"ts_ms\":1790000000200,\"ts_ns\":1790000000200000001}";

    private final EnvelopeWriter writer = new EnvelopeWriter(
            new TableLabel("public", "t", "postgres", CLUSTER),
            TRANSACTION,
            1_790_000_000_123_456_789L,
            1_790_000_000_200_000_001L);

    @Test
    void theTextIsTheDocumentedEnvelope() {
        assertThat(written(Op.UPDATE, "{\"id\":7,\"note\":null}"))
                .containsExactly("{\"type\":\"full\",\"op\":\"u\",\"before\":null,\"after\":{\"id\":7,\"note\":null},"
                        + SOURCE + "," + TIMES);
        assertThat(written(Op.CREATE, "{\"id\":7}"))
                .containsExactly(
                        "{\"type\":\"full\",\"op\":\"c\",\"before\":null,\"after\":{\"id\":7}," + SOURCE + "," + TIMES);
        assertThat(written(Op.DELETE, "{\"id\":7}"))
                .containsExactly(
                        "{\"type\":\"full\",\"op\":\"d\",\"before\":{\"id\":7},\"after\":null," + SOURCE + "," + TIMES);
    }

    @Test
    void aDeleteWithoutKeySaysOnlyThatARowIsGone() {
        List<byte[]> records = new ArrayList<>();
        writer.writeKeylessDelete(records::add);

        assertThat(records)
                .singleElement()
                .extracting(EnvelopeWriterTest::text)
                .isEqualTo("{\"type\":\"full\",\"op\":\"d\",\"before\":null,\"after\":null," + SOURCE + "," + TIMES);
    }

    @Test
    void aRecordOfNineMebibytesIsFullAndOneByteMoreIsChunked() {
        int around = written(Op.CREATE, "{\"v\":\"\"}").get(0).length();
        String fits = "{\"v\":\"" + "x".repeat((9 << 20) - around) + "\"}";
        String over = "{\"v\":\"" + "x".repeat((9 << 20) - around + 1) + "\"}";

        assertThat(written(Op.CREATE, fits)).hasSize(1);
        List<String> records = written(Op.CREATE, over);
        assertThat(records).hasSize(2);
        CRC32C checksum = new CRC32C();
        checksum.update(over.getBytes(StandardCharsets.UTF_8));
        String chunkId = records.get(0).substring(31, 57);
        assertThat(Base32.isValid(chunkId)).isTrue();
        assertThat(records.get(0))
                .isEqualTo("{\"type\":\"fragment\",\"chunk_id\":\"" + chunkId + "\",\"index\":0,\"data\":\""
                        + over.replace("\"", "\\\"") + "\"}");
        assertThat(records.get(1))
                .isEqualTo("{\"type\":\"chunked\",\"op\":\"c\",\"before\":null,\"after\":null," + SOURCE
                        + ",\"chunked\":{\"after\":{\"chunk_id\":\"" + chunkId
                        + "\",\"total_fragments\":1,\"crc32c\":\"" + checksum.getValue() + "\"}}," + TIMES);
    }

    private List<String> written(Op op, String image) {
        List<String> records = new ArrayList<>();
        Bytes bytes = Bytes.of(image.getBytes(StandardCharsets.UTF_8));
        writer.write(op, bytes, Bytes.of(new byte[] {1}), record -> records.add(text(record)));
        return records;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
