package dev.freshet.bench.streams;

import dev.freshet.bench.stage.EmbeddedKinesis;
import dev.freshet.kinesis.datastream.PutEntry;
import dev.freshet.kinesis.datastream.PutOutcome;
import java.util.List;
import java.util.Optional;

/** Puts records without a network, as capture does. */
final class InProcess implements Server.Caller {
    private final EmbeddedKinesis service;
    private final List<PutEntry> entries;

    InProcess(EmbeddedKinesis service) {
        this.service = service;
        this.entries = Batch.ofFullSize(System.nanoTime()).entries().stream()
                .map(entry -> new PutEntry(entry.partitionKey(), Optional.empty(), entry.data()))
                .toList();
    }

    @Override
    public int call() {
        List<PutOutcome> outcomes =
                service.kinesis().writer().put(service.dataStream().name(), entries);
        if (!outcomes.stream().allMatch(PutOutcome.Accepted.class::isInstance)) {
            throw new IllegalStateException("Records were refused");
        }
        return outcomes.size();
    }

    @Override
    public void close() {
        // There is nothing of its own.
    }
}
