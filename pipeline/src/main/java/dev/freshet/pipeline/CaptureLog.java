package dev.freshet.pipeline;

import dev.freshet.capture.Capture;
import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.ServerIdentity;
import dev.freshet.capture.SlotName;
import dev.freshet.capture.TransactionSink;
import dev.freshet.capture.database.Fence;
import dev.freshet.capture.database.ReplicationSlot;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** The log of a PostgreSQL server, read by {@link Capture}. */
public final class CaptureLog implements ChangeLog {
    private final PipelineId id;
    private final Supplier<DatabaseAddress> address;
    private final CheckpointStore checkpoints;
    private final CaptureConfig config;
    private final InstantSource clock;

    /**
     * @param address asked again at every connection, for a server may come back on another port
     * @param config with a spill folder that is this pipeline's own
     */
    public CaptureLog(
            PipelineId id,
            Supplier<DatabaseAddress> address,
            CheckpointStore checkpoints,
            CaptureConfig config,
            InstantSource clock) {
        this.id = id;
        this.address = address;
        this.checkpoints = checkpoints;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Checkpoint prepare() throws InterruptedException {
        DatabaseAddress database = address.get();
        ReplicationSlot slot = new ReplicationSlot(database, id.slot());
        slot.drop();
        ServerIdentity server = ServerIdentity.of(database);
        Lsn position = slot.create();
        Fence.raise(database, id.slot(), checkpoints.latestCommitTimeNanos(id.cluster()));
        return Checkpoint.beforeFence(position, server);
    }

    @Override
    public Reader open(Checkpoint from, TransactionSink sink) {
        return new CaptureReader(new Capture(address.get(), id.slot(), id.cluster(), from, sink, config, clock));
    }

    @Override
    public OptionalLong retainedBytes() {
        return new ReplicationSlot(address.get(), id.slot())
                .inspect()
                .map(state -> OptionalLong.of(state.retainedBytes()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public void drop() throws InterruptedException {
        new ReplicationSlot(address.get(), id.slot()).drop();
    }

    /**
     * Drops the slots of Freshet's own that belong to no CDC stream: what a crash left between a slot and its owner.
     *
     * @throws dev.freshet.capture.CaptureException when the server is away or refuses
     */
    public static void dropOrphans(DatabaseAddress address, Set<SlotName> owned) throws InterruptedException {
        for (SlotName slot : ReplicationSlot.list(address, PipelineId.SLOT_PREFIX)) {
            if (!owned.contains(slot)) {
                new ReplicationSlot(address, slot).drop();
            }
        }
    }

    private record CaptureReader(Capture capture) implements Reader {
        @Override
        public void run() throws InterruptedException {
            capture.run();
        }

        @Override
        public void confirm(Checkpoint checkpoint) {
            capture.confirm(checkpoint.position());
        }

        @Override
        public void close() {
            capture.close();
        }
    }
}
