package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.log.LogShard;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RecordLogException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** Of all data streams; one whose log is damaged does not keep the others from it. */
    public void trim() {
        for (DataStream dataStream : dataStreams.all()) {
            if (dataStream.status().takesRecords()) {
                try {
                    trim(dataStream);
                } catch (RecordLogException e) {
                    LOG.error(
                            "Data stream {} keeps its expired records until its log can be read: {}",
                            dataStream.name(),
                            e.getMessage());
                }
            }
        }
    }

    /** Of one data stream, before more time is given to what it still has. */
    public void trim(DataStream dataStream) {
        Instant horizon = dataStreams.now().minus(dataStream.settings().retentionHours(), ChronoUnit.HOURS);
        for (Shard shard : dataStream.shards()) {
            LogShard logShard = DataStreams.logShard(dataStream, shard);
            if (!log.extent(logShard).isEmpty()) {
                log.trim(logShard, log.seek(logShard, horizon));
            }
        }
        forgetExpiredShards(dataStream, horizon);
    }

    /** A closed shard is listed while it may have records; its id is never used again, for its children's are greater. */
    private void forgetExpiredShards(DataStream dataStream, Instant horizon) {
        if (dataStream.shards().stream().allMatch(shard -> shard.isOpenSince(horizon))) {
            return;
        }
        dataStreams.reshardInPlace(
                dataStream.name(),
                was -> was.id().equals(dataStream.id())
                        ? was.withShards(was.shards().stream()
                                .filter(shard -> shard.isOpenSince(horizon))
                                .toList())
                        : was);
    }
}
