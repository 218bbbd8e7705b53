package dev.freshet.dsql.store;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.Cluster;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All clusters, CDC streams and remembered calls, within one transaction. */
public interface DsqlState {
    Optional<Cluster> cluster(ClusterId id);

    /** Oldest first. */
    List<Cluster> clusters();

    /** Adds the cluster, or writes it anew. */
    void put(Cluster cluster);

    void remove(ClusterId id);

    Optional<CdcStream> cdcStream(ClusterId cluster, CdcStreamId id);

    /** Oldest first. */
    List<CdcStream> cdcStreams(ClusterId cluster);

    /** Adds the CDC stream, or writes it anew. */
    void put(CdcStream cdcStream);

    void remove(CdcStreamId id);

    Optional<RememberedCall> remembered(String operation, String clientToken);

    /** Keeps the answer, and forgets what is older than {@code forgetBefore}. */
    void remember(RememberedCall call, Instant forgetBefore);

    /**
     * A call that had an effect, kept so that its repetition has none.
     *
     * @param request a digest of what was asked
     * @param answer what was answered, as JSON
     */
    record RememberedCall(String operation, String clientToken, String request, String answer, Instant time) {}
}
