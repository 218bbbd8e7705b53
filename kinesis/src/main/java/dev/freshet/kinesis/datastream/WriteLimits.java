package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.limit.TokenBucket;
import java.time.InstantSource;
import java.util.Set;

/**
 * Which records of a call may be written. A provisioned data stream is limited shard by shard; an on-demand one by what
 * the account may write to all of them, for its shards are split as they fill ({@link OnDemandScaling}).
 */
public abstract sealed class WriteLimits {
    /** For bulk work. */
    public static final WriteLimits OFF = new Off();

    private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");
    private static final long MIB = 1024 * 1024;
    private static final long LARGE_MIB_PER_SECOND = 10 * 1024;
    private static final long USUAL_MIB_PER_SECOND = 200;

    /** As AWS has them in the region ("Quotas and limits" of the developer guide). */
    public static WriteLimits ofAws(Home home, InstantSource clock) {
        boolean large = LARGE_REGIONS.contains(home.region().value());
        return new On(clock, (large ? LARGE_MIB_PER_SECOND : USUAL_MIB_PER_SECOND) * MIB);
    }

    /** Says for each record of a call whether it may be written, and counts it if so. */
    interface Admission {
        boolean admits(ShardTraffic traffic, int recordBytes);
    }

    abstract Admission admission(DataStream dataStream, long callBytes);

    private static final class Off extends WriteLimits {
        @Override
        Admission admission(DataStream dataStream, long callBytes) {
            return (_, _) -> true;
        }
    }

    private static final class On extends WriteLimits {
        private final InstantSource clock;
        private final long onDemandBytesPerSecond;
        /** Guarded by itself. */
        private final TokenBucket onDemandBytes;

        On(InstantSource clock, long onDemandBytesPerSecond) {
            this.clock = clock;
            this.onDemandBytesPerSecond = onDemandBytesPerSecond;
            this.onDemandBytes = new TokenBucket(onDemandBytesPerSecond, onDemandBytesPerSecond, clock.millis());
        }

        @Override
        Admission admission(DataStream dataStream, long callBytes) {
            long nowMillis = clock.millis();
            return switch (dataStream.settings().mode()) {
                case PROVISIONED -> {
                    int maxRecordBytes = dataStream.settings().maxRecordBytes();
                    yield (traffic, bytes) -> traffic.writes().tryTake(bytes, maxRecordBytes, nowMillis);
                }
                case ON_DEMAND -> {
                    boolean room = tryTakeOnDemand(callBytes, nowMillis);
                    yield (traffic, bytes) -> {
                        if (room) {
                            traffic.countWritten(bytes);
                        }
                        return room;
                    };
                }
            };
        }

        private boolean tryTakeOnDemand(long callBytes, long nowMillis) {
            synchronized (onDemandBytes) {
                if (!onDemandBytes.has(callBytes, onDemandBytesPerSecond, nowMillis)) {
                    return false;
                }
                onDemandBytes.take(callBytes);
                return true;
            }
        }
    }
}
