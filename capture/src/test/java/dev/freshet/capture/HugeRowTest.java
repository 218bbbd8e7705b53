package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.capture.CollectingSink.Received;
import dev.freshet.record.Bytes;
import dev.freshet.record.EnvelopeReader;
import dev.freshet.record.Reassembler;
import dev.freshet.record.Reassembly;
import dev.freshet.record.RowChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A row of 200 MB from a real server through capture into fragments, and back into one change. */
class HugeRowTest {
    /** Capture holds PostgreSQL's message, the row's JSON and its fragments; this test holds them once more. */
    private static final long NEEDED_HEAP_BYTES = 3L << 30;

    @Test
    void aRowOf200MegabytesComesThrough() throws Exception {
        assumeTrue(Runtime.getRuntime().maxMemory() >= NEEDED_HEAP_BYTES, "a heap of 3 GiB");
        try (CapturedDatabase database = CapturedDatabase.start()) {
            database.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, v text)",
                    "INSERT INTO t VALUES (1, repeat(E'0123456789é\\n\"\\\\', 12500000) || 'end')");

            RowChange change = reassembled(database.transactions().getFirst());

            Bytes image = Objects.requireNonNull(change.after()).bytes();
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(image.array(), image.from(), image.length());
            assertThat(image.length()).isGreaterThan(200_000_000);
            assertThat(HexFormat.of().formatHex(md5.digest())).isEqualTo(md5OfRow(database));
        }
    }

    private static RowChange reassembled(Received transaction) {
        List<String> records = new ArrayList<>(transaction.records());
        assertThat(records).hasSizeGreaterThan(20);
        Collections.shuffle(records, new Random(1));
        Reassembler reassembler =
                new Reassembler(new Reassembler.Limits(1L << 30, Duration.ofHours(1)), InstantSource.system());
        List<Reassembly> answers = new ArrayList<>();
        for (String record : records) {
            answers.addAll(reassembler.accept(EnvelopeReader.read(record.getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(answers.subList(0, answers.size() - 1)).hasOnlyElementsOfType(Reassembly.Held.class);
        return ((Reassembly.Complete) answers.getLast()).change();
    }

    private static String md5OfRow(CapturedDatabase database) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT md5(to_json(t)::text) FROM t")) {
            row.next();
            return row.getString(1);
        }
    }
}
