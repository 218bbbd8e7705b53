package dev.freshet.app.status;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running Freshet at one moment. {@code freshet status --json} prints it, so its members are an interface for
 * users' scripts; it holds no secret, for whoever reaches the port may read it.
 *
 * @param version of Freshet
 * @param pid the server's process id
 * @param endpoint where AWS clients connect, such as {@code http://127.0.0.1:4566}
 * @param tls the same with TLS
 * @param home the folder of its state
 * @param defaultCluster the cluster made at the first start, absent once somebody deleted it
 */
public record Status(
        String version,
        long pid,
        URI endpoint,
        @Nullable Tls tls,
        String region,
        String account,
        Path home,
        @Nullable String defaultCluster,
        List<Cluster> clusters,
        List<CdcStream> cdcStreams,
        List<DataStream> dataStreams) {
    /** Where the server answers with it, below the endpoint; no AWS service has such a path. */
    public static final String PATH = "/_freshet/status";

    public Status {
        clusters = List.copyOf(clusters);
        cdcStreams = List.copyOf(cdcStreams);
        dataStreams = List.copyOf(dataStreams);
    }

    public Optional<Cluster> cluster(String id) {
        return clusters.stream().filter(cluster -> cluster.id().equals(id)).findFirst();
    }

    /** The default cluster, unless it was deleted. */
    public Optional<Cluster> defaultClusterDetails() {
        return Optional.ofNullable(defaultCluster).flatMap(this::cluster);
    }

    /**
     * @param endpoint such as {@code https://localhost:4567}
     * @param authority the file with the certificate to trust
     */
    public record Tls(URI endpoint, Path authority) {}

    /**
     * @param status as GetCluster says, such as {@code ACTIVE}
     * @param host absent, like the port, while no server stands
     * @param database {@code postgres}, unless it is attached
     * @param attached absent where the server is Freshet's own
     */
    public record Cluster(
            String id,
            String status,
            @Nullable String host,
            @Nullable Integer port,
            String database,
            @Nullable Attached attached) {
        /** One whose server is Freshet's own. */
        public Cluster(String id, String status, @Nullable String host, @Nullable Integer port, String database) {
            this(id, status, host, port, database, null);
        }

        /** As psql takes it; absent while no server stands. */
        public Optional<String> url() {
            return host == null || port == null
                    ? Optional.empty()
                    : Optional.of("postgresql://" + (attached == null ? "admin" : attached.user()) + "@" + host + ":"
                            + port + "/" + database);
        }
    }

    /**
     * A database that others own.
     *
     * @param user the role that Freshet connects as
     * @param capturedTables how many there are
     * @param capturedLater those that were not there when it was attached, and since when each is captured
     * @param leftOut those that are not captured
     * @param trouble why the tables are not looked after at the moment
     */
    public record Attached(
            String name,
            String user,
            int capturedTables,
            List<LaterTable> capturedLater,
            List<LeftOutTable> leftOut,
            @Nullable String trouble) {
        public Attached {
            capturedLater = List.copyOf(capturedLater);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param since ISO 8601; rows that were written before are in no record */
    public record LaterTable(String table, String since) {}

    public record LeftOutTable(String table, String reason, String advice) {}

    /**
     * @param cluster the id of the cluster whose changes it carries
     * @param status as GetStream says, such as {@code IMPAIRED}
     * @param reason why it is impaired or failed, such as {@code KINESIS_ACCESS_DENIED}
     * @param dataStream the name of the data stream that it fills
     * @param lagMillis age of the oldest change that is not delivered yet; absent when it is not running
     * @param message what was said when it was impaired or failed
     * @param remedy the operator's next step
     * @param retainedLogBytes how much log PostgreSQL keeps for it; absent while that is not known
     * @param skippedTransactions how many it was told to give up, because PostgreSQL could not decode them
     */
    public record CdcStream(
            String cluster,
            String id,
            String status,
            @Nullable String reason,
            String dataStream,
            @Nullable Long lagMillis,
            @Nullable String message,
            @Nullable String remedy,
            @Nullable Long retainedLogBytes,
            int skippedTransactions) {}

    /**
     * @param status as DescribeStreamSummary says, such as {@code ACTIVE}
     * @param shards open ones
     */
    public record DataStream(String name, String status, int shards) {}
}
