package dev.freshet.bench.capture;

import dev.freshet.bench.stage.EmbeddedKinesis;
import dev.freshet.catalog.Catalog;
import dev.freshet.pipeline.CheckpointStore;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** A whole pipeline into a new embedded data stream, every record synced to disk before it counts. */
record DurableRead(Catalog catalog, CheckpointStore checkpoints, Path folder) implements Way {
    @Override
    public String name() {
        return "durable";
    }

    @Override
    public Reading read(PreparedLog log) throws InterruptedException, ExecutionException {
        String name = PreparedLog.newPipeline(log.origin()).cdcStream();
        try (EmbeddedKinesis service = new EmbeddedKinesis(folder.resolve(name), catalog)) {
            return new PipelineRead(
                            name(),
                            new EmbeddedDataStream(service.kinesis(), service.dataStream()),
                            checkpoints,
                            folder.resolve("spill"))
                    .read(log);
        }
    }
}
