package dev.freshet.app.wiring;

import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.capture.SlotName;
import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.Pipelines;
import dev.freshet.dsql.StreamFailureErrorCode;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Authorizer;
import dev.freshet.identity.ServiceRoles;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.pipeline.CaptureLog;
import dev.freshet.pipeline.ChangeLog;
import dev.freshet.pipeline.CheckpointStore;
import dev.freshet.pipeline.PipelineHealth;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.pipeline.PipelineListener;
import dev.freshet.pipeline.PipelineStatus;
import dev.freshet.pipeline.Route;
import dev.freshet.pipeline.RunningPipelines;
import dev.freshet.record.ClusterId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** dsql's pipelines: from a cluster's log to a data stream of this Freshet. */
public final class CdcPipelines implements Pipelines {
    private final RunningPipelines running;
    private final CheckpointStore checkpoints;
    private final ClusterDatabases databases;
    private final ServiceRoles roles;
    private final Authorizer authorizer;
    private final Kinesis kinesis;
    private final DsqlNames names;
    private final Path spillFolder;
    private final InstantSource clock;

    public CdcPipelines(
            RunningPipelines running,
            CheckpointStore checkpoints,
            ClusterDatabases databases,
            ServiceRoles roles,
            Authorizer authorizer,
            Kinesis kinesis,
            DsqlNames names,
            Path spillFolder,
            InstantSource clock) {
        this.running = running;
        this.checkpoints = checkpoints;
        this.databases = databases;
        this.roles = roles;
        this.authorizer = authorizer;
        this.kinesis = kinesis;
        this.names = names;
        this.spillFolder = spillFolder;
        this.clock = clock;
    }

    @Override
    public void begin(CdcStream cdcStream, Listener listener) {
        running.begin(id(cdcStream), route(cdcStream), new Told(listener));
    }

    @Override
    public void resume(CdcStream cdcStream, Listener listener) {
        running.resume(id(cdcStream), route(cdcStream), new Told(listener));
    }

    @Override
    public void end(CdcStream cdcStream) throws InterruptedException {
        running.end(id(cdcStream), log(cdcStream));
    }

    /** Empty when no pipeline of this CDC stream runs. */
    Optional<PipelineStatus> status(CdcStream cdcStream) {
        return running.status(id(cdcStream));
    }

    /** How many transactions it has given up. */
    int skipped(CdcStream cdcStream) {
        return running.skipped(id(cdcStream));
    }

    /** Gives up the transaction that it cannot get past; empty when it stands before none that commits there. */
    public Optional<PoisonedTransaction> skip(CdcStream cdcStream, Lsn commitPosition) {
        return running.skip(id(cdcStream), commitPosition);
    }

    /** Those that belong to a CDC stream of the cluster. */
    public static Set<SlotName> slots(ClusterId cluster, DsqlStore store) {
        return store.read(state -> state.cdcStreams(cluster)).stream()
                .map(cdcStream -> id(cdcStream).slot())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Route route(CdcStream cdcStream) {
        return new Route(
                log(cdcStream),
                new LocalDataStream(
                        roles,
                        authorizer,
                        kinesis,
                        cdcStream.target(),
                        names.arn(cdcStream.cluster(), cdcStream.id())));
    }

    private ChangeLog log(CdcStream cdcStream) {
        return new CaptureLog(
                id(cdcStream),
                () -> databases.forCapture(cdcStream.cluster()),
                checkpoints,
                CaptureConfig.withDefaults(spillFolder.resolve(cdcStream.id().value())),
                clock);
    }

    private static PipelineId id(CdcStream cdcStream) {
        return new PipelineId(cdcStream.cluster(), cdcStream.id().value());
    }

    /** The pipeline's words in dsql's; both take the codes from the API. */
    private record Told(Listener listener) implements PipelineListener {
        @Override
        public void active() {
            listener.active();
        }

        @Override
        public void impaired(PipelineHealth.Impaired health) {
            listener.impaired(StreamFailureErrorCode.valueOf(health.code().name()));
        }

        @Override
        public void failed(PipelineHealth.Failed health) {
            listener.failed(StreamFailureErrorCode.valueOf(health.code().name()));
        }
    }
}
