package dev.freshet.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final String CLUSTER = "abcdefghijklmnopqrstuvwxya";
    private static final Status STATUS = new Status(
            "0.1.0",
            42,
            URI.create("http://127.0.0.1:4566"),
            new Status.Tls(URI.create("https://localhost:4567"), Path.of("/home/ann/.freshet/ca.pem")),
            "us-east-1",
            "123456789012",
            Path.of("/home/ann/.freshet"),
            CLUSTER,
            List.of(new Status.Cluster(CLUSTER, "ACTIVE", "127.0.0.1", 5432, "postgres")),
            List.of(new Status.CdcStream(
                    CLUSTER,
                    "s".repeat(26),
                    "IMPAIRED",
                    "KINESIS_ACCESS_DENIED",
                    "orders",
                    12L,
                    "not authorized",
                    "Allow it.",
                    4096L,
                    1)),
            List.of(new Status.DataStream("orders", "ACTIVE", 4)));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(StatusJson.read(StatusJson.write(STATUS))).isEqualTo(STATUS);
        assertThat(StatusJson.read(StatusJson.writeIndented(STATUS))).isEqualTo(STATUS);
    }

    /** Users' scripts read these names. */
    @Test
    void itsMembersKeepTheirNames() {
        assertThat(StatusJson.write(STATUS))
                .isEqualTo(
                        "{\"version\":\"0.1.0\",\"pid\":42,\"endpoint\":\"http://127.0.0.1:4566\","
                                + "\"tls\":{\"endpoint\":\"https://localhost:4567\","
                                + "\"authority\":\"/home/ann/.freshet/ca.pem\"},"
                                + "\"region\":\"us-east-1\",\"account\":\"123456789012\",\"home\":\"/home/ann/.freshet\","
                                + "\"defaultCluster\":\"" + CLUSTER + "\",\"clusters\":[{\"id\":\"" + CLUSTER
                                + "\",\"status\":\"ACTIVE\",\"host\":\"127.0.0.1\",\"port\":5432,\"database\":\"postgres\"}],"
                                + "\"cdcStreams\":[{\"cluster\":\"" + CLUSTER + "\",\"id\":\"" + "s".repeat(26)
                                + "\",\"status\":\"IMPAIRED\",\"reason\":\"KINESIS_ACCESS_DENIED\",\"dataStream\":\"orders\","
                                + "\"lagMillis\":12,\"message\":\"not authorized\",\"remedy\":\"Allow it.\","
                                + "\"retainedLogBytes\":4096,\"skippedTransactions\":1}],\"dataStreams\":[{\"name\":\"orders\",\"status\":\"ACTIVE\",\"shards\":4}]}");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        Status.Cluster creating = new Status.Cluster(CLUSTER, "CREATING", null, null, "postgres");
        Status status = new Status(
                "0.1.0",
                42,
                STATUS.endpoint(),
                null,
                "us-east-1",
                "123456789012",
                STATUS.home(),
                null,
                List.of(creating),
                List.of(),
                List.of());

        assertThat(StatusJson.write(status)).doesNotContain("null", "tls", "defaultCluster", "host");
        assertThat(StatusJson.read(StatusJson.write(status))).isEqualTo(status);
    }
}
