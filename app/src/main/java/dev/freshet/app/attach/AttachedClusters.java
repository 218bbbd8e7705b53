package dev.freshet.app.attach;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.attached.AttachedDatabase;
import dev.freshet.capture.database.attached.AttachedTable;
import dev.freshet.capture.database.attached.TableWatch;
import dev.freshet.record.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The databases behind attached clusters: made ready, looked after, left. */
public final class AttachedClusters implements AutoCloseable {
    /** How long a table that is locked is tried, while somebody waits at the terminal. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

    private final Attachments attachments;
    private final Map<ClusterId, TableWatch> watches = new ConcurrentHashMap<>();
    private final Map<ClusterId, List<String>> restored = new ConcurrentHashMap<>();

    public AttachedClusters(Attachments attachments) {
        this.attachments = attachments;
    }

    /** How it was attached; empty for a cluster whose server is Freshet's own. */
    public Optional<Attachment> find(ClusterId cluster) {
        return attachments.find(cluster);
    }

    /** How capture reaches it. */
    public Optional<DatabaseAddress> address(ClusterId cluster) {
        return attachments.find(cluster).map(attachment -> attachment.database().address());
    }

    /** Puts what capture needs into the database, or brings it up to date, and begins to look after its tables. */
    public void open(ClusterId cluster) throws InterruptedException {
        Attachment attachment = attachments.find(cluster).orElseThrow();
        AttachedDatabase database = attachment.database();
        List<AttachedTable> tables = database.attach(attachment.mends(), LOCK_PATIENCE);
        closeWatch(cluster);
        watches.put(cluster, TableWatch.start(cluster.value(), database, tables, LOOK_INTERVAL));
    }

    /** Takes everything out of the database and forgets its password. */
    public void delete(ClusterId cluster) throws InterruptedException {
        Optional<Attachment> attachment = attachments.find(cluster);
        closeWatch(cluster);
        if (attachment.isPresent()) {
            restored.put(cluster, attachment.get().database().detach(LOCK_PATIENCE));
            attachments.remove(cluster);
        }
    }

    /** Once: the statements that put replica identities back when the cluster was deleted. */
    List<String> restoredIdentities(ClusterId cluster) {
        List<String> statements = restored.remove(cluster);
        return statements == null ? List.of() : statements;
    }

    /** As of the last look; empty before the first. */
    public Optional<TableWatch> watch(ClusterId cluster) {
        return Optional.ofNullable(watches.get(cluster));
    }

    /** How an attached cluster stands. */
    public Optional<View> view(ClusterId cluster) {
        Optional<TableWatch> watch = watch(cluster);
        return attachments
                .find(cluster)
                .map(attachment -> new View(
                        attachment.address(),
                        watch.map(TableWatch::tables).orElse(List.of()),
                        watch.isEmpty()
                                ? Optional.of("its server was not reached yet")
                                : watch.get().trouble()));
    }

    /** @param trouble why nobody looks after its tables at the moment */
    public record View(DatabaseAddress address, List<AttachedTable> tables, Optional<String> trouble) {}

    private void closeWatch(ClusterId cluster) {
        TableWatch watch = watches.remove(cluster);
        if (watch != null) {
            watch.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(watches.keySet()).forEach(this::closeWatch);
    }
}
