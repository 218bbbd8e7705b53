package dev.freshet.app.wiring;

import dev.freshet.app.Version;
import dev.freshet.app.attach.AttachedClusters;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.status.Status;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.attached.AttachedTable;
import dev.freshet.capture.database.attached.AttachedTable.Standing;
import dev.freshet.capture.database.attached.Obstacle;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerAddress;
import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamState;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.DsqlService;
import dev.freshet.gateway.Arn;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.pipeline.PipelineHealth;
import dev.freshet.pipeline.PipelineStatus;
import dev.freshet.record.ClusterId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running Freshet says about itself, gathered from its services when it is asked. */
public final class LiveStatus {
    private final Configuration configuration;
    private final URI endpoint;
    private final Status.Tls tls;
    private final ClusterId defaultCluster;
    private final DsqlService dsql;
    private final ClusterDatabases databases;
    private final CdcPipelines pipelines;
    private final DataStreams dataStreams;

    public LiveStatus(
            Configuration configuration,
            URI endpoint,
            Status.Tls tls,
            ClusterId defaultCluster,
            DsqlService dsql,
            ClusterDatabases databases,
            CdcPipelines pipelines,
            DataStreams dataStreams) {
        this.configuration = configuration;
        this.endpoint = endpoint;
        this.tls = tls;
        this.defaultCluster = defaultCluster;
        this.dsql = dsql;
        this.databases = databases;
        this.pipelines = pipelines;
        this.dataStreams = dataStreams;
    }

    public Status now() {
        return new Status(
                Version.current(),
                ProcessHandle.current().pid(),
                endpoint,
                tls,
                configuration.account().region().value(),
                configuration.account().id().value(),
                configuration.home().folder(),
                defaultCluster(),
                dsql.clusters().stream().map(this::cluster).toList(),
                dsql.cdcStreams().stream().map(this::cdcStream).toList(),
                dataStreams.all().stream().map(LiveStatus::dataStream).toList());
    }

    private @Nullable String defaultCluster() {
        boolean stillThere =
                dsql.clusters().stream().anyMatch(cluster -> cluster.id().equals(defaultCluster));
        return stillThere ? defaultCluster.value() : null;
    }

    private Status.Cluster cluster(Cluster cluster) {
        Optional<AttachedClusters.View> attached = databases.attached(cluster.id());
        return attached.isPresent() ? attachedCluster(cluster, attached.get()) : ownCluster(cluster);
    }

    private static Status.Cluster attachedCluster(Cluster cluster, AttachedClusters.View view) {
        List<Status.LaterTable> later = new ArrayList<>();
        List<Status.LeftOutTable> leftOut = new ArrayList<>();
        for (AttachedTable table : view.tables()) {
            switch (table.standing()) {
                case Standing.Captured(Instant since, boolean sinceAttached) -> {
                    if (!sinceAttached) {
                        later.add(new Status.LaterTable(table.name(), since.toString()));
                    }
                }
                case Standing.LeftOut(Obstacle obstacle) ->
                    leftOut.add(new Status.LeftOutTable(table.name(), obstacle.reason(), obstacle.advice()));
            }
        }
        DatabaseAddress address = view.address();
        return new Status.Cluster(
                cluster.id().value(),
                cluster.state().status(),
                address.host(),
                address.port(),
                address.database(),
                new Status.Attached(
                        cluster.tags().byKey().getOrDefault("Name", cluster.id().value()),
                        address.user(),
                        view.tables().size() - leftOut.size(),
                        later,
                        leftOut,
                        view.trouble().orElse(null)));
    }

    private Status.Cluster ownCluster(Cluster cluster) {
        Optional<ServerAddress> address = databases.address(cluster.id());
        return new Status.Cluster(
                cluster.id().value(),
                cluster.state().status(),
                address.map(ServerAddress::host).orElse(null),
                address.map(ServerAddress::port).orElse(null),
                PostgresServer.DATABASE);
    }

    private Status.CdcStream cdcStream(CdcStream cdcStream) {
        Optional<PipelineStatus> running = pipelines.status(cdcStream);
        Optional<Trouble> trouble = running.flatMap(now -> trouble(now.health()));
        return new Status.CdcStream(
                cdcStream.cluster().value(),
                cdcStream.id().value(),
                cdcStream.state().status(),
                reason(cdcStream.state()),
                dataStreamName(cdcStream.target().dataStream()),
                running.map(now -> now.lag().toMillis()).orElse(null),
                trouble.map(Trouble::message).orElse(null),
                trouble.map(Trouble::remedy).orElse(null),
                running.map(LiveStatus::retainedLogBytes).orElse(null),
                pipelines.skipped(cdcStream));
    }

    private static @Nullable Long retainedLogBytes(PipelineStatus status) {
        return status.retainedLogBytes().isPresent() ? status.retainedLogBytes().getAsLong() : null;
    }

    private record Trouble(String message, String remedy) {}

    private static Optional<Trouble> trouble(PipelineHealth health) {
        return switch (health) {
            case PipelineHealth.Impaired impaired -> Optional.of(new Trouble(impaired.message(), impaired.remedy()));
            case PipelineHealth.Failed failed -> Optional.of(new Trouble(failed.message(), failed.remedy()));
            case PipelineHealth.Creating _, PipelineHealth.Starting _, PipelineHealth.Active _ -> Optional.empty();
        };
    }

    private static @Nullable String reason(CdcStreamState state) {
        return switch (state) {
            case CdcStreamState.Impaired impaired -> impaired.error().name();
            case CdcStreamState.Failed failed -> failed.error().name();
            case CdcStreamState.Creating _, CdcStreamState.Active _, CdcStreamState.Deleting _ -> null;
        };
    }

    private static String dataStreamName(Arn arn) {
        return arn.resource().substring(arn.resource().indexOf('/') + 1);
    }

    private static Status.DataStream dataStream(DataStream dataStream) {
        return new Status.DataStream(
                dataStream.name().value(),
                dataStream.status().name(),
                dataStream.openShards().size());
    }
}
