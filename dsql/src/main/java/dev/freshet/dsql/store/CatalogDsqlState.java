package dev.freshet.dsql.store;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.CdcStreamState;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.ClusterKind;
import dev.freshet.dsql.ClusterState;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.dsql.StreamFailureErrorCode;
import dev.freshet.dsql.Tags;
import dev.freshet.gateway.Arn;
import dev.freshet.record.ClusterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The control state as one transaction of the catalog sees it. */
final class CatalogDsqlState implements DsqlState {
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final Handle handle;

    CatalogDsqlState(Handle handle) {
        this.handle = handle;
    }

    @Override
    public Optional<Cluster> cluster(ClusterId id) {
        return handle.createQuery("SELECT * FROM dsql.clusters WHERE id = :id")
                .bind("id", id.value())
                .map((row, _) -> readCluster(row))
                .findOne();
    }

    @Override
    public List<Cluster> clusters() {
        return handle.createQuery("SELECT * FROM dsql.clusters ORDER BY created_at, id")
                .map((row, _) -> readCluster(row))
                .list();
    }

    @Override
    public void put(Cluster cluster) {
        handle.createUpdate("""
                        INSERT INTO dsql.clusters (id, kind, status, created_at, deletion_protection, tags)
                        VALUES (:id, :kind, :status, :createdAt, :deletionProtection, :tags::jsonb)
                        ON CONFLICT (id) DO UPDATE
                        SET status = excluded.status, deletion_protection = excluded.deletion_protection, tags = excluded.tags
                        """)
                .bind("id", cluster.id().value())
                .bind("kind", cluster.kind().name())
                .bind("status", cluster.state().status())
                .bind("createdAt", utc(cluster.createdAt()))
                .bind("deletionProtection", cluster.deletionProtection())
                .bind("tags", JSON.writeValueAsString(cluster.tags().byKey()))
                .execute();
    }

    @Override
    public void remove(ClusterId id) {
        handle.execute("DELETE FROM dsql.clusters WHERE id = ?", id.value());
    }

    @Override
    public Optional<CdcStream> cdcStream(ClusterId cluster, CdcStreamId id) {
        return handle.createQuery("SELECT * FROM dsql.cdc_streams WHERE id = :id AND cluster_id = :cluster")
                .bind("id", id.value())
                .bind("cluster", cluster.value())
                .map((row, _) -> readCdcStream(row))
                .findOne();
    }

    @Override
    public List<CdcStream> cdcStreams(ClusterId cluster) {
        return handle.createQuery("SELECT * FROM dsql.cdc_streams WHERE cluster_id = :cluster ORDER BY created_at, id")
                .bind("cluster", cluster.value())
                .map((row, _) -> readCdcStream(row))
                .list();
    }

    @Override
    public void put(CdcStream stream) {
        Update insert = handle.createUpdate("""
                        INSERT INTO dsql.cdc_streams
                            (id, cluster_id, status, error, error_since, created_at, data_stream_arn, role_arn, tags)
                        VALUES
                            (:id, :cluster, :status, :error, :errorSince, :createdAt, :dataStream, :role, :tags::jsonb)
                        ON CONFLICT (id) DO UPDATE
                        SET status = excluded.status, error = excluded.error, error_since = excluded.error_since,
                            tags = excluded.tags
                        """)
                .bind("id", stream.id().value())
                .bind("cluster", stream.cluster().value())
                .bind("status", stream.state().status())
                .bind("createdAt", utc(stream.createdAt()))
                .bind("dataStream", stream.target().dataStream().toString())
                .bind("role", stream.target().role().toString())
                .bind("tags", JSON.writeValueAsString(stream.tags().byKey()));
        switch (stream.state()) {
            case CdcStreamState.Impaired impaired -> bindReason(insert, impaired.error(), impaired.since());
            case CdcStreamState.Failed failed -> bindReason(insert, failed.error(), failed.since());
            case CdcStreamState.Creating _, CdcStreamState.Active _, CdcStreamState.Deleting _ ->
                bindReason(insert, null, null);
        }
        insert.execute();
    }

    private static void bindReason(Update insert, @Nullable StreamFailureErrorCode error, @Nullable Instant since) {
        insert.bind("error", error == null ? null : error.name());
        insert.bind("errorSince", since == null ? null : utc(since));
    }

    @Override
    public void remove(CdcStreamId id) {
        handle.execute("DELETE FROM dsql.cdc_streams WHERE id = ?", id.value());
    }

    @Override
    public Optional<RememberedCall> remembered(String operation, String clientToken) {
        return handle.createQuery("""
                        SELECT * FROM dsql.remembered_calls
                        WHERE operation = :operation AND client_token = :clientToken
                        """)
                .bind("operation", operation)
                .bind("clientToken", clientToken)
                .map((row, _) -> readCall(row))
                .findOne();
    }

    @Override
    public void remember(RememberedCall call, Instant forgetBefore) {
        handle.execute("DELETE FROM dsql.remembered_calls WHERE called_at < ?", utc(forgetBefore));
        handle.createUpdate("""
                        INSERT INTO dsql.remembered_calls (operation, client_token, request, answer, called_at)
                        VALUES (:operation, :clientToken, :request, :answer, :time)
                        ON CONFLICT (operation, client_token) DO UPDATE
                        SET request = excluded.request, answer = excluded.answer, called_at = excluded.called_at
                        """)
                .bind("operation", call.operation())
                .bind("clientToken", call.clientToken())
                .bind("request", call.request())
                .bind("answer", call.answer())
                .bind("time", utc(call.time()))
                .execute();
    }

    private static Cluster readCluster(ResultSet row) throws SQLException {
        return new Cluster(
                new ClusterId(row.getString("id")),
                ClusterKind.valueOf(row.getString("kind")),
                clusterState(row.getString("status")),
                instant(row, "created_at"),
                row.getBoolean("deletion_protection"),
                tags(row));
    }

    private static ClusterState clusterState(String status) {
        return switch (status) {
            case "CREATING" -> new ClusterState.Creating();
            case "ACTIVE" -> new ClusterState.Active();
            case "DELETING" -> new ClusterState.Deleting();
            case "FAILED" -> new ClusterState.Failed();
            default -> throw new IllegalStateException("The catalog holds a cluster with status " + status);
        };
    }

    private static CdcStream readCdcStream(ResultSet row) throws SQLException {
        return new CdcStream(
                new ClusterId(row.getString("cluster_id")),
                new CdcStreamId(row.getString("id")),
                cdcStreamState(row),
                instant(row, "created_at"),
                new KinesisTarget(arn(row, "data_stream_arn"), arn(row, "role_arn")),
                tags(row));
    }

    private static CdcStreamState cdcStreamState(ResultSet row) throws SQLException {
        String status = row.getString("status");
        return switch (status) {
            case "CREATING" -> new CdcStreamState.Creating();
            case "ACTIVE" -> new CdcStreamState.Active();
            case "IMPAIRED" -> new CdcStreamState.Impaired(error(row), instant(row, "error_since"));
            case "FAILED" -> new CdcStreamState.Failed(error(row), instant(row, "error_since"));
            case "DELETING" -> new CdcStreamState.Deleting();
            default -> throw new IllegalStateException("The catalog holds a CDC stream with status " + status);
        };
    }

    private static StreamFailureErrorCode error(ResultSet row) throws SQLException {
        return StreamFailureErrorCode.valueOf(row.getString("error"));
    }

    private static RememberedCall readCall(ResultSet row) throws SQLException {
        return new RememberedCall(
                row.getString("operation"),
                row.getString("client_token"),
                row.getString("request"),
                row.getString("answer"),
                instant(row, "called_at"));
    }

    private static Tags tags(ResultSet row) throws SQLException {
        return new Tags(JSON.readValue(row.getString("tags"), TAGS));
    }

    private static Arn arn(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return Arn.parse(text).orElseThrow(() -> new IllegalStateException("Not an ARN in the catalog: " + text));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
