package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.limit.CallLimit;
import dev.freshet.kinesis.limit.ShardReadLimit;
import dev.freshet.kinesis.limit.ShardWriteLimit;
import java.util.concurrent.atomic.LongAdder;

/** What goes into and out of one shard, counted and limited. Begins anew with the process. Thread-safe. */
final class ShardTraffic {
    private static final int ITERATORS_PER_SECOND = 5;

    private final ShardWriteLimit writes = new ShardWriteLimit(0);
    private final ShardReadLimit reads = new ShardReadLimit(0);
    private final CallLimit iterators = new CallLimit(ITERATORS_PER_SECOND, 0);
    private final LongAdder writtenBytes = new LongAdder();
    private final LongAdder writtenRecords = new LongAdder();

    ShardWriteLimit writes() {
        return writes;
    }

    ShardReadLimit reads() {
        return reads;
    }

    CallLimit iterators() {
        return iterators;
    }

    void countWritten(int recordBytes) {
        writtenBytes.add(recordBytes);
        writtenRecords.increment();
    }

    /** What was written since this was asked last. */
    Written takeWritten() {
        return new Written(writtenBytes.sumThenReset(), writtenRecords.sumThenReset());
    }

    record Written(long bytes, long records) {}
}
