package dev.freshet.kinesis.datastream;

import static java.util.stream.Collectors.toSet;

import dev.freshet.kinesis.log.LogShard;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RecordLogException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the records whose time is over, and the closed shards that cannot have any more. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final DataStreams dataStreams;
    private final RecordLog log;

    public Retention(DataStreams dataStreams, RecordLog log) {
        this.dataStreams = dataStreams;
        this.log = log;
    }

    /** Of all data streams; one that fails does not keep the others from it. */
    public void trim() {
        // Taken before the retention periods are read: a period increased meanwhile loses nothing that it promised.
        Instant now = dataStreams.now();
        for (DataStream dataStream : dataStreams.all()) {
            if (dataStream.status().takesRecords()) {
                try {
                    trim(dataStream, now);
                } catch (RecordLogException e) {
                    LOG.error(
                            "Data stream {} keeps its expired records until its log can be read: {}",
                            dataStream.name(),
                            e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error(
                            "Data stream {} keeps its expired shards until they can be removed", dataStream.name(), e);
                }
            }
        }
    }

    /** Of one data stream, which must be active, before more time is given to what it still has. */
    public void trim(DataStreamName name) {
        Instant now = dataStreams.now();
        trim(dataStreams.requireActive(name), now);
    }

    private void trim(DataStream dataStream, Instant now) {
        Instant horizon = now.minus(dataStream.settings().retentionHours(), ChronoUnit.HOURS);
        for (Shard shard : dataStream.shards()) {
            LogShard logShard = DataStreams.logShard(dataStream, shard);
            if (!log.extent(logShard).isEmpty()) {
                log.trim(logShard, log.seek(logShard, horizon));
            }
        }
        forgetExpiredShards(dataStream, horizon);
    }

    /**
     * A closed shard is listed while it may have records; its id is never used again, for its children's are greater.
     * Where the clock was set back, records arrived later than the shard was closed.
     */
    private void forgetExpiredShards(DataStream dataStream, Instant horizon) {
        Set<ShardId> expired = dataStream.shards().stream()
                .filter(shard -> !shard.isOpenSince(horizon)
                        && log.extent(DataStreams.logShard(dataStream, shard)).isEmpty())
                .map(Shard::id)
                .collect(toSet());
        if (!expired.isEmpty()) {
            dataStreams.forget(dataStream, expired);
        }
    }
}
