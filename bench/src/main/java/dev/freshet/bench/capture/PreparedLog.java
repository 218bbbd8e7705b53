package dev.freshet.bench.capture;

import dev.freshet.bench.stage.Sql;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.record.Base32;
import java.security.SecureRandom;

/**
 * A piece of log that lies ready to be read again and again.
 *
 * @param origin the pipeline whose slot keeps the log; nothing is ever confirmed to it
 * @param checkpoint where reading begins
 * @param end right after the last transaction
 */
record PreparedLog(
        Workload workload, DatabaseAddress database, PipelineId origin, Checkpoint checkpoint, Lsn end, int rows) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static PipelineId newPipeline(PipelineId like) {
        return new PipelineId(like.cluster(), Base32.encode(RANDOM.nextLong(), RANDOM.nextLong()));
    }

    /** A slot of its own for a reader that confirms what it read. */
    PipelineId copySlot() {
        PipelineId copy = newPipeline(origin);
        Sql.query(database, "SELECT pg_copy_logical_replication_slot('" + origin.slot() + "', '" + copy.slot() + "')");
        return copy;
    }
}
