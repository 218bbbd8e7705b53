package dev.freshet.pipeline;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What loses changes, whatever anybody does: the CDC stream must fail and say why, and nothing must be made anew quietly. */
public enum Gap {
    SLOT_DROPPED("does not exist") {
        @Override
        void strike(Trial trial) throws Exception {
            trial.network().refuse();
            trial.awaitFree();
            trial.executeAtServer(
                    "SELECT pg_drop_replication_slot('" + trial.id().slot() + "')");
            trial.network().heal();
        }
    },
    SLOT_ADVANCED_BY_SOMEBODY_ELSE("somebody else moved it") {
        @Override
        void strike(Trial trial) throws Exception {
            trial.network().refuse();
            trial.awaitWritten(5);
            trial.awaitFree();
            trial.executeAtServer(
                    "SELECT pg_replication_slot_advance('" + trial.id().slot() + "', pg_current_wal_flush_lsn())");
            trial.network().heal();
        }
    },
    SLOT_INVALIDATED("invalidated") {
        @Override
        void strike(Trial trial) throws Exception {
            trial.network().refuse();
            trial.awaitFree();
            trial.executeAtServer(segments(14));
            trial.executeAtServer("CHECKPOINT");
            trial.network().heal();
        }
    },
    SERVER_RESTORED_FROM_AN_OLDER_BACKUP("restored|moved|diverged") {
        @Override
        void strike(Trial trial) throws Exception {
            Path backup = trial.backUp();
            trial.awaitDelivered(20);
            trial.network().refuse();
            // The log of one who is written to further soon ends behind the checkpoint, as if nothing had happened.
            trial.stopWriting();
            trial.restore(backup);
            trial.network().heal();
        }
    },
    SERVER_RESTORED_ON_ANOTHER_TIMELINE("left timeline") {
        @Override
        void strike(Trial trial) throws Exception {
            Path backup = trial.backUp();
            trial.awaitDelivered(20);
            trial.network().refuse();
            trial.restoreOnNewTimeline(backup);
            // Now its log is longer than the lost one was.
            trial.executeAtServer(segments(3));
            trial.network().heal();
        }
    };

    private final String reason;

    Gap(String reason) {
        this.reason = reason;
    }

    abstract void strike(Trial trial) throws Exception;

    /** Happens, while the writers write; answers why the CDC stream says that it failed. */
    public String happenTo(Trial trial) throws Exception {
        strike(trial);
        String failure = trial.awaitFailure();
        if (!failure.matches("(?s).*(" + reason + ").*")) {
            throw new AssertionError("After " + this + " the CDC stream failed for another reason: " + failure);
        }
        return failure;
    }

    private static String[] segments(int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(i -> Stream.of(
                        "SELECT pg_logical_emit_message(false, 'trial', 'fills a segment')", "SELECT pg_switch_wal()"))
                .toArray(String[]::new);
    }
}
