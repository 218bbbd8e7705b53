package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.ApiException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How often, and how much, may be read from a shard of a provisioned data stream. */
public final class ReadLimits {
    private final DataStreams dataStreams;
    private final InstantSource clock;
    private final boolean on;

    public ReadLimits(DataStreams dataStreams, InstantSource clock, boolean on) {
        this.dataStreams = dataStreams;
        this.clock = clock;
        this.on = on;
    }

    boolean areOn() {
        return on;
    }

    /** Whether rates of reading from the data stream's shards are limited. */
    boolean limits(DataStreamName name) {
        return on && dataStreams.describe(name).settings().mode() == StreamMode.PROVISIONED;
    }

    /** Before a read. */
    public void admitRead(ShardPosition position) {
        boolean admitted = traffic(position.name(), position.shard())
                .map(traffic -> traffic.reads().tryCall(clock.millis()))
                .orElse(true);
        if (!admitted) {
            throw exceeded(position.shard(), position.name());
        }
    }

    /** After it. */
    public void count(ShardPosition position, List<DataRecord> records) {
        long bytes = records.stream().mapToLong(record -> record.data().length).sum();
        traffic(position.name(), position.shard())
                .ifPresent(traffic -> traffic.reads().read(bytes, clock.millis()));
    }

    public void admitIterator(DataStreamName name, ShardId shard) {
        boolean admitted = traffic(name, shard)
                .map(traffic -> traffic.iterators().tryCall(clock.millis()))
                .orElse(true);
        if (!admitted) {
            throw exceeded(shard, name);
        }
    }

    /** Empty where nothing is limited, and for a shard that is not there, which the read itself finds out. */
    private Optional<ShardTraffic> traffic(DataStreamName name, ShardId shard) {
        if (!on) {
            return Optional.empty();
        }
        LiveDataStream live = dataStreams.live(name);
        DataStream dataStream = live.dataStream();
        boolean limited = dataStream.settings().mode() == StreamMode.PROVISIONED
                && dataStream.shard(shard).isPresent();
        return limited ? Optional.of(live.traffic(shard)) : Optional.empty();
    }

    private ApiException exceeded(ShardId shard, DataStreamName name) {
        return KinesisErrors.throughputExceeded(KinesisErrors.rateExceeded(shard, name, dataStreams.home()));
    }
}
