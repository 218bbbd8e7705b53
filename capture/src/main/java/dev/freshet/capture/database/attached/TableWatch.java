package dev.freshet.capture.database.attached;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.database.attached.AttachedTable.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the tables of one attached database again and again, on a thread of its own: all new ones where there is no
 * event trigger, and those that an event trigger had to leave because they were locked.
 */
public final class TableWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);

    private final AttachedDatabase database;
    private final Duration interval;
    private final Thread thread;

    /** Written by the thread alone. */
    private volatile List<AttachedTable> tables;

    /** Written by the thread alone. */
    private volatile @Nullable String trouble;

    private TableWatch(String name, AttachedDatabase database, List<AttachedTable> tables, Duration interval) {
        this.database = database;
        this.tables = tables;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("attached-tables-" + name).unstarted(this::run);
    }

    /** @param tables as they stand now */
    public static TableWatch start(
            String name, AttachedDatabase database, List<AttachedTable> tables, Duration interval) {
        TableWatch watch = new TableWatch(name, database, tables, interval);
        watch.thread.start();
        return watch;
    }

    /** As they stood at the last look. */
    public List<AttachedTable> tables() {
        return tables;
    }

    /** Why the last look failed. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            List<AttachedTable> now = database.attend();
            tell(now);
            tables = now;
            trouble = null;
        } catch (CaptureException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(trouble)) {
                LOG.warn("New tables are not found until this is mended: {}", message);
            }
            trouble = message;
        }
    }

    private void tell(List<AttachedTable> now) {
        Set<AttachedTable> known = Set.copyOf(tables);
        for (AttachedTable table : now) {
            if (!known.contains(table)) {
                switch (table.standing()) {
                    case Standing.Captured captured ->
                        LOG.info("Table {} is captured since {}", table.name(), captured.since());
                    case Standing.LeftOut(Obstacle obstacle) ->
                        LOG.warn("Table {} is not captured: {}", table.name(), obstacle.reason());
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
