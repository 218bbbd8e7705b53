package dev.freshet.bench.capture;

import dev.freshet.delivery.Target;
import java.util.Collections;
import java.util.List;

/** Takes everything and keeps nothing. */
final class NullTarget implements Target {
    private static final PutOutcome TAKEN = new PutOutcome.Accepted("shardId-000000000000", "0");

    @Override
    public int maximumRecordBytes() {
        return 10 << 20;
    }

    @Override
    public List<PutOutcome> put(List<OutgoingRecord> records) {
        return Collections.nCopies(records.size(), TAKEN);
    }
}
