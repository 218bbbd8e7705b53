package dev.freshet.kinesis.datastream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.gateway.ApiException;
import dev.freshet.kinesis.log.Extent;
import dev.freshet.kinesis.log.LogShard;
import dev.freshet.kinesis.log.ReadLimit;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RecordLogException;
import dev.freshet.kinesis.log.Slice;
import dev.freshet.kinesis.log.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds places in shards and reads records from there. */
public final class RecordReader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final DataStreams dataStreams;
    private final RecordLog log;
    private final InstantSource clock;

    public RecordReader(DataStreams dataStreams, RecordLog log, InstantSource clock) {
        this.dataStreams = dataStreams;
        this.log = log;
        this.clock = clock;
    }

    /** Where a reader begins; {@code operation} is named by the messages. */
    public ShardPosition locate(DataStreamName name, ShardId shardId, StartingPoint start, String operation) {
        DataStream dataStream = readable(name);
        Shard shard = dataStream
                .shard(shardId)
                .orElseThrow(() -> KinesisErrors.shardDoesNotExist(shardId, name, dataStreams.home()));
        LogShard logShard = DataStreams.logShard(dataStream, shard);
        Place place = new Place(name, shard, operation, dataStreams.home());
        long index = asking(() -> switch (start) {
            case StartingPoint.TrimHorizon _ -> log.extent(logShard).horizon();
            case StartingPoint.Latest _ -> log.extent(logShard).end();
            case StartingPoint.AtTimestamp(Instant time) -> seek(logShard, time);
            case StartingPoint.AtSequenceNumber(String text) -> Shard.logIndexAt(number(text, place, logShard));
            case StartingPoint.AfterSequenceNumber(String text) -> Shard.logIndexAfter(number(text, place, logShard));
        });
        return new ShardPosition(
                name,
                dataStream.id(),
                shardId,
                Math.min(index, asking(() -> log.extent(logShard).end())));
    }

    private long seek(LogShard logShard, Instant time) {
        if (time.isAfter(clock.instant())) {
            throw KinesisErrors.invalidArgument("The timestampInMillis parameter cannot be greater than the "
                    + "currentTimestampInMillis. timestampInMillis: " + time.toEpochMilli()
                    + ", currentTimestampInMillis: " + clock.millis());
        }
        return log.seek(logShard, time);
    }

    private SequenceNumber number(String text, Place place, LogShard logShard) {
        SequenceNumber number = SequenceNumber.parse(text).orElseThrow(() -> place.invalid(text, ""));
        if (number.shard() != place.shard().id().number()) {
            throw KinesisErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + new ShardId(number.shard()) + ", while it was used in a call to a shard with "
                    + place.shard().id());
        }
        Extent extent = log.extent(logShard);
        boolean given = number.index() <= extent.end() || number.index() == SequenceNumber.LAST_INDEX;
        if (number.createdSecond() != place.shard().createdSecond() || !given) {
            throw place.invalid(text, " because it did not come from this stream");
        }
        return number;
    }

    /** Reads on from a place; trimmed records are passed over. */
    public ReadResult read(ShardPosition position, ReadLimit limit) {
        DataStream dataStream = readable(position.name());
        Shard shard = shard(dataStream, position);
        Slice slice = asking(() -> log.read(DataStreams.logShard(dataStream, shard), position.index(), limit));
        // Nothing is found at the end, and also before it when all up to there is trimmed.
        boolean caughtUp = slice.records().isEmpty() || slice.nextIndex() >= slice.end();
        // The shard was looked at before the log: a shard seen closed takes no more, so its end here is final.
        boolean ended = caughtUp && !shard.isOpen();
        return new ReadResult(
                records(shard, slice.records()),
                ended ? Optional.empty() : Optional.of(position.at(caughtUp ? slice.end() : slice.nextIndex())),
                caughtUp ? Duration.ZERO : behind(slice.records()),
                ended ? dataStream.childrenOf(shard.id()) : List.of());
    }

    private Shard shard(DataStream dataStream, ShardPosition position) {
        return dataStream
                .shard(position.shard())
                .filter(_ -> dataStream.id().equals(position.dataStream()))
                .orElseThrow(() ->
                        KinesisErrors.shardNotFound(position.shard().toString(), position.name(), dataStreams.home()));
    }

    /** A sequence number behind which a reader goes on just at the place. */
    SequenceNumber numberBefore(ShardPosition position) {
        return shard(readable(position.name()), position).numberBefore(position.index(), clock.instant());
    }

    /** Waits until there is a record at the place, at most for {@code patience}. */
    void await(ShardPosition position, Duration patience) throws InterruptedException {
        try {
            log.await(new LogShard(position.dataStream(), position.shard().number()), position.index(), patience);
        } catch (RecordLogException e) {
            throw failed(e);
        }
    }

    private static List<DataRecord> records(Shard shard, List<StoredRecord> stored) {
        List<DataRecord> records = new ArrayList<>(stored.size());
        for (StoredRecord each : stored) {
            records.add(new DataRecord(
                    shard.numberAt(each.index(), each.arrival()),
                    each.arrival(),
                    new String(each.partitionKey(), UTF_8),
                    each.data()));
        }
        return records;
    }

    private Duration behind(List<StoredRecord> records) {
        Duration behind = Duration.between(records.getLast().arrival(), clock.instant());
        return behind.isNegative() ? Duration.ZERO : behind;
    }

    private DataStream readable(DataStreamName name) {
        DataStream dataStream = dataStreams.describe(name);
        if (!dataStream.status().takesRecords()) {
            throw KinesisErrors.dataStreamNotFound(name, dataStreams.home());
        }
        return dataStream;
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (RecordLogException e) {
            throw failed(e);
        }
    }

    private static ApiException failed(RecordLogException e) {
        LOG.warn("A read failed: {}", e.getMessage());
        return KinesisErrors.internalFailure();
    }

    /** What messages about a sequence number name. */
    private record Place(DataStreamName name, Shard shard, String operation, Home home) {
        ApiException invalid(String number, String why) {
            return KinesisErrors.invalidArgument("StartingSequenceNumber " + number + " used in " + operation
                    + " on shard " + shard.id() + " in stream " + name + " under account " + home.account()
                    + " is invalid"
                    + why + ".");
        }
    }
}
