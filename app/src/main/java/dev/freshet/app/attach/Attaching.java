package dev.freshet.app.attach;

import dev.freshet.app.attach.AttachDatabase.FoundThing;
import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.attached.AttachedDatabase;
import dev.freshet.capture.database.attached.AttachedTable;
import dev.freshet.capture.database.attached.Finding;
import dev.freshet.capture.database.attached.Inspection;
import dev.freshet.capture.database.attached.TableWatch;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.ClusterKind;
import dev.freshet.dsql.DsqlService;
import dev.freshet.gateway.ApiException;
import dev.freshet.record.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Attaching and detaching, one at a time. */
final class Attaching {
    private static final int SEAL_LENGTH = 32;
    private static final String SEAL_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** A caller waits for a connection only so long; what is not done by then goes on without it. */
    private static final Duration DETACH_PATIENCE = Duration.ofSeconds(40);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DsqlService dsql;
    private final AttachedClusters clusters;
    private final Attachments attachments;
    private final RandomGenerator random;
    private final ReentrantLock turn = new ReentrantLock();

    Attaching(DsqlService dsql, AttachedClusters clusters, Attachments attachments, RandomGenerator random) {
        this.dsql = dsql;
        this.clusters = clusters;
        this.attachments = attachments;
        this.random = random;
    }

    AttachDatabase.Answer attach(String name, DatabaseAddress address, boolean fix) {
        turn.lock();
        try {
            Optional<Cluster> known = find(name);
            Attachment attachment = known.flatMap(cluster -> attachments.find(cluster.id()))
                    .map(before -> new Attachment(before.cluster(), address, before.mends() || fix, before.seal()))
                    .orElseGet(() -> new Attachment(
                            known.map(Cluster::id)
                                    .orElseGet(() -> ClusterId.random(random))
                                    .value(),
                            address,
                            fix,
                            newSeal()));
            return attach(name, attachment, known.isPresent());
        } catch (CaptureException e) {
            throw refused(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ApiException("ServiceUnavailableException", 503, "Freshet is stopping.");
        } finally {
            turn.unlock();
        }
    }

    private AttachDatabase.Answer attach(String name, Attachment attachment, boolean isKnown)
            throws InterruptedException {
        AttachedDatabase database = attachment.database();
        Inspection before = database.inspect();
        if (before.isBlocked()) {
            return new AttachDatabase.Answer(null, before.watch().name(), things(before.findings()), List.of(), 0);
        }
        ClusterId cluster = new ClusterId(attachment.cluster());
        attachments.write(attachment);
        if (isKnown) {
            clusters.open(cluster);
        } else {
            dsql.attach(cluster, name);
        }
        List<Finding> after = database.inspect().findings();
        return new AttachDatabase.Answer(
                cluster.value(),
                before.watch().name(),
                things(after),
                before.findings().stream()
                        .filter(finding -> finding.mendable() && !after.contains(finding))
                        .map(Finding::remedy)
                        .toList(),
                captured(cluster));
    }

    private int captured(ClusterId cluster) {
        List<AttachedTable> tables =
                clusters.watch(cluster).map(TableWatch::tables).orElse(List.of());
        return (int) tables.stream()
                .filter(table -> table.standing() instanceof AttachedTable.Standing.Captured)
                .count();
    }

    private static List<FoundThing> things(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new FoundThing(
                        finding.severity().name(), finding.message(), finding.remedy(), finding.mendable()))
                .toList();
    }

    DetachDatabase.Answer detach(String name) {
        turn.lock();
        try {
            Cluster cluster = find(name).orElseThrow(() -> unknown(name));
            List<String> cdcStreams = dsql.cdcStreams().stream()
                    .filter(cdcStream -> cdcStream.cluster().equals(cluster.id()))
                    .map(cdcStream -> cdcStream.id().value())
                    .toList();
            dsql.detach(cluster.id());
            boolean gone = awaitEnd(cluster.id());
            return new DetachDatabase.Answer(
                    cluster.id().value(), gone, cdcStreams, clusters.restoredIdentities(cluster.id()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ApiException("ServiceUnavailableException", 503, "Freshet is stopping.");
        } finally {
            turn.unlock();
        }
    }

    private boolean awaitEnd(ClusterId cluster) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + DETACH_PATIENCE.toNanos();
        while (dsql.clusters().stream().anyMatch(known -> known.id().equals(cluster))) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    private Optional<Cluster> find(String name) {
        return dsql.clusters().stream()
                .filter(cluster -> cluster.kind() == ClusterKind.ATTACHED)
                .filter(cluster -> cluster.id().value().equals(name)
                        || name.equals(cluster.tags().byKey().get("Name")))
                .findFirst();
    }

    private ApiException unknown(String name) {
        List<String> names = dsql.clusters().stream()
                .filter(cluster -> cluster.kind() == ClusterKind.ATTACHED)
                .map(cluster ->
                        cluster.tags().byKey().getOrDefault("Name", cluster.id().value()))
                .toList();
        String others = names.isEmpty() ? "nothing is" : "there is " + String.join(", ", names);
        return new ApiException(
                "ResourceNotFoundException", 400, "No database is attached as '" + name + "'; " + others + ".");
    }

    private static ApiException refused(CaptureException e) {
        return new ApiException("DatabaseRefusedException", 400, String.valueOf(e.getMessage()));
    }

    private String newSeal() {
        StringBuilder seal = new StringBuilder(SEAL_LENGTH);
        for (int i = 0; i < SEAL_LENGTH; i++) {
            seal.append(SEAL_ALPHABET.charAt(random.nextInt(SEAL_ALPHABET.length())));
        }
        return seal.toString();
    }
}
