package dev.freshet.bench.capture;

import dev.freshet.delivery.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Tells when as many records were taken as there are rows. */
final class CountingTarget implements Target {
    private final Target target;
    private final long rows;
    private final CompletableFuture<Void> done;
    private final AtomicLong taken = new AtomicLong();

    CountingTarget(Target target, long rows, CompletableFuture<Void> done) {
        this.target = target;
        this.rows = rows;
        this.done = done;
    }

    @Override
    public int maximumRecordBytes() {
        return target.maximumRecordBytes();
    }

    @Override
    public List<PutOutcome> put(List<OutgoingRecord> records) {
        List<PutOutcome> outcomes = target.put(records);
        long accepted = outcomes.stream()
                .filter(outcome -> outcome instanceof PutOutcome.Accepted)
                .count();
        if (taken.addAndGet(accepted) == rows) {
            done.complete(null);
        }
        return outcomes;
    }
}
