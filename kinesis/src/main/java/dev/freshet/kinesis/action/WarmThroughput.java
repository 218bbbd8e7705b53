package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.StreamSettings;
import org.jspecify.annotations.Nullable;

/** The writing that an on-demand data stream is kept ready for, in answers: shards are added at once. */
record WarmThroughput(int targetMiBps, int currentMiBps) {
    static @Nullable WarmThroughput of(StreamSettings settings) {
        int mibps = settings.warmThroughputMibps();
        return mibps == 0 ? null : new WarmThroughput(mibps, mibps);
    }
}
