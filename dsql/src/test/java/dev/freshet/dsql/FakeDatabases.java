package dev.freshet.dsql;

import dev.freshet.record.ClusterId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servers that exist by name only. */
final class FakeDatabases implements Databases {
    private final Set<ClusterId> existing = new HashSet<>();
    private final Set<ClusterId> running = new HashSet<>();
    private boolean held;
    private @Nullable String createFailure;

    @Override
    public synchronized void create(ClusterId cluster) throws InterruptedException {
        while (held) {
            wait();
        }
        if (createFailure != null) {
            throw new IllegalStateException(createFailure);
        }
        existing.add(cluster);
        running.add(cluster);
    }

    @Override
    public synchronized void start(ClusterId cluster) {
        if (!existing.contains(cluster)) {
            throw new IllegalStateException("No server of cluster " + cluster);
        }
        running.add(cluster);
    }

    @Override
    public synchronized void delete(ClusterId cluster) {
        existing.remove(cluster);
        running.remove(cluster);
    }

    synchronized Set<ClusterId> existing() {
        return Set.copyOf(existing);
    }

    synchronized Set<ClusterId> running() {
        return Set.copyOf(running);
    }

    /** As when the process ends: all servers stop. */
    synchronized void stopAll() {
        running.clear();
    }

    synchronized void failCreating(String message) {
        createFailure = message;
    }

    /** Makes creating wait until {@link #release}. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }
}
