package dev.freshet.dsql;

import dev.freshet.record.ClusterId;
import java.time.Instant;

/** A CDC stream as the control plane keeps it: which cluster's changes go to which data stream, with which role. */
public record CdcStream(
        ClusterId cluster, CdcStreamId id, CdcStreamState state, Instant createdAt, KinesisTarget target, Tags tags) {
    public CdcStream with(CdcStreamState next) {
        return new CdcStream(cluster, id, next, createdAt, target, tags);
    }

    public CdcStream with(Tags next) {
        return new CdcStream(cluster, id, state, createdAt, target, next);
    }
}
