package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's process on one data directory: started and stopped through pg_ctl, which gives it a process session of its
 * own, so that Ctrl-C in the terminal does not reach it, and which exists on every system.
 *
 * <p>The process is nobody's child (pg_ctl's shell is gone at once), so its life is watched by looking. pg_ctl itself looks
 * ten times a second; reading {@code postmaster.pid} here as well saves most of that tenth at each start and stop.
 */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    private static final int START_TIMEOUT_SECONDS = 300;
    private static final Duration FAST_STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE_STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ENDING_TIMEOUT = Duration.ofSeconds(5);
    private static final int LOOK_EVERY_MILLIS = 5;

    private final PostgresBinaries binaries;
    private final Path data;
    private final ServerLog log;

    Postmaster(PostgresBinaries binaries, Path data, ServerLog log) {
        this.binaries = binaries;
        this.data = data;
        this.log = log;
    }

    /** Starts it and waits until it takes connections; after a crash that is after recovery. */
    StartOutcome start() throws IOException {
        Optional<PostmasterFile> stale = PostmasterFile.read(data);
        long logEnd = log.size();
        Process starter = PostgresTool.start(
                binaries.tool("pg_ctl"),
                List.of(
                        "start",
                        "--pgdata=" + data,
                        "--log=" + log.file(),
                        "--silent",
                        "--wait",
                        "--timeout=" + START_TIMEOUT_SECONDS),
                ProcessBuilder.Redirect.DISCARD);
        starter.getOutputStream().close();
        return awaitStart(starter, stale, logEnd);
    }

    private StartOutcome awaitStart(Process starter, Optional<PostmasterFile> stale, long logEnd) throws IOException {
        boolean ended = false;
        while (true) {
            Optional<PostmasterFile> now = PostmasterFile.read(data);
            if (now.isPresent()
                    && now.get().ready()
                    && !stale.map(now.get()::sameProcess).orElse(false)) {
                return new StartOutcome.Ready(now.get());
            }
            if (ended) {
                return StartOutcome.ofLog(log.since(logEnd));
            }
            ended = Uninterrupted.awaitEnd(starter, LOOK_EVERY_MILLIS);
        }
    }

    /** Fast shutdown: open transactions are rolled back. One that does not end in time is stopped without ceremony. */
    void stop(ProcessHandle process) throws IOException {
        signalStop("fast");
        if (awaitEnd(process, FAST_STOP_TIMEOUT)) {
            return;
        }
        LOG.warn(
                "PostgreSQL on {} did not end in {} s and is stopped without a checkpoint; its next start recovers",
                data,
                FAST_STOP_TIMEOUT.toSeconds());
        signalStop("immediate");
        if (!awaitEnd(process, IMMEDIATE_STOP_TIMEOUT)) {
            throw new ClusterException(
                    Kind.STOP_FAILED, "PostgreSQL (process " + process.pid() + ") on " + data + " does not end.");
        }
    }

    private void signalStop(String mode) throws IOException {
        // Its exit code tells only whether there was somebody to signal; whether the process ends is watched.
        Uninterrupted.exitCode(PostgresTool.start(
                binaries.tool("pg_ctl"),
                List.of("stop", "--pgdata=" + data, "--mode=" + mode, "--no-wait", "--silent"),
                ProcessBuilder.Redirect.DISCARD));
    }

    private static boolean awaitEnd(ProcessHandle process, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Uninterrupted.sleepMillis(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /** Whose process a left-over {@code postmaster.pid} names. */
    enum Owner {
        /** No such process. */
        NOBODY,
        /** PostgreSQL on this data directory. */
        OURS,
        /** Some other program, which got the number after a restart of the machine. */
        FOREIGN,
        /** The system does not tell. */
        UNKNOWN
    }

    /** The same with patience: a process that is just ending tells nothing of itself for a moment. */
    Owner settledOwnerOf(PostmasterFile file) {
        long deadline = System.nanoTime() + ENDING_TIMEOUT.toNanos();
        Owner owner = ownerOf(file);
        while (owner == Owner.UNKNOWN && System.nanoTime() < deadline) {
            Uninterrupted.sleepMillis(LOOK_EVERY_MILLIS);
            owner = ownerOf(file);
        }
        return owner;
    }

    Owner ownerOf(PostmasterFile file) {
        ProcessHandle process = ProcessHandle.of(file.pid()).orElse(null);
        if (process == null || !isAlive(process)) {
            return Owner.NOBODY;
        }
        ProcessHandle.Info info = process.info();
        if (info.user().isPresent()
                && !info.user().equals(ProcessHandle.current().info().user())) {
            return Owner.FOREIGN;
        }
        if (info.command().isEmpty() || info.arguments().isEmpty()) {
            return Owner.UNKNOWN;
        }
        boolean isPostgres =
                Path.of(info.command().get()).getFileName().toString().startsWith("postgres");
        boolean isOnOurData = Arrays.stream(info.arguments().get()).anyMatch(data.toString()::equals);
        return isPostgres && isOnOurData ? Owner.OURS : Owner.FOREIGN;
    }

    /** Whether the process runs these very binaries, not those of an older Freshet. */
    boolean runsTheseBinaries(ProcessHandle process) throws IOException {
        Path program = binaries.tool("postgres").toRealPath();
        return process.info().command().map(Path::of).filter(program::equals).isPresent();
    }

    /**
     * A process that ended but was never waited for still has its number: in a container whose first process is Freshet
     * nobody else collects orphans.
     */
    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException _) {
            // No such file: the process is gone, or the system has no /proc and no such question.
            return false;
        }
    }
}
