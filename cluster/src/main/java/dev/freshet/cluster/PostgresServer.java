package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server that Freshet owns, in a folder of its own: made at the first start, started, kept alive, stopped.
 * It listens on loopback alone and has two roles ({@link ServerCredentials}).
 *
 * <p>All failures are {@link ClusterException}s. The states are those of {@link ServerState}.
 */
public final class PostgresServer implements AutoCloseable {
    /*
     * Never two on one data directory, and nobody else's process killed.
     *
     * The folder's lock says which Freshet owns the server; it falls with the process that holds it. PostgreSQL lives on
     * when its Freshet dies, so whoever takes the lock next may find a postmaster.pid:
     *
     *   - its process is gone, or is a program that happens to have the number: the file is stale;
     *   - it is PostgreSQL on our directory, with our binaries and today's configuration, and it answers to the superuser's
     *     password (SCRAM proves both sides to each other): adopted, its sessions never notice;
     *   - it is PostgreSQL on our directory but differs or does not answer: stopped, started anew;
     *   - nobody can tell: refused, with the process named.
     *
     * After kill -9 of a postmaster its children still hold the shared memory for moments, and PostgreSQL refuses to start
     * until they noticed. That is awaited, not reported.
     *
     * Threads: each step of the life cycle holds `turn`. One virtual thread per server, the supervisor, looks whether the
     * process lives; it exists from the first successful start to stop(). `state` is written with `turn` held and read by
     * anyone.
     */
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** The one database that users see. */
    public static final String DATABASE = "postgres";

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration ORPHANS_END_WITHIN = Duration.ofSeconds(20);
    private static final long ORPHANS_LOOK_EVERY_MILLIS = 50;
    private static final int PORTS_TRIED = 1_000;
    private static final int LAST_PORT = 65_535;

    private final ServerName name;
    private final ServerFolder folder;
    private final PostgresBinaries binaries;
    private final ServerSettings settings;
    private final PortChoice portChoice;
    private final Ports ports;
    private final InstantSource clock;
    private final ServerCredentials credentials;
    private final DataDirectory data;
    private final ServerLog log;
    private final Postmaster postmaster;

    private final ReentrantLock turn = new ReentrantLock();
    private final Condition stopped = turn.newCondition();
    private volatile ServerState state = new ServerState.Stopped();
    private @Nullable ProcessHandle process;
    private boolean logIsUnbounded;

    private PostgresServer(Spec spec, ServerFolder folder, ServerCredentials credentials) {
        this.name = spec.name();
        this.folder = folder;
        this.binaries = spec.binaries();
        this.settings = spec.settings();
        this.portChoice = spec.port();
        this.ports = spec.ports();
        this.clock = spec.clock();
        this.credentials = credentials;
        this.data = new DataDirectory(folder.data(), binaries);
        this.log = new ServerLog(folder.log(), ServerLog.DEFAULT_MAX_BYTES);
        this.postmaster = new Postmaster(binaries, folder.data(), log);
    }

    /**
     * What a server is made of.
     *
     * @param random makes the passwords at the first start; a {@link java.security.SecureRandom} outside of tests
     */
    public record Spec(
            ServerName name,
            Path folder,
            PostgresBinaries binaries,
            ServerSettings settings,
            PortChoice port,
            Ports ports,
            RandomGenerator random,
            InstantSource clock) {}

    /** Takes the server's folder, making it if need be; nothing runs yet. */
    public static PostgresServer open(Spec spec) {
        ServerFolder folder = ServerFolder.take(spec.folder());
        try {
            ServerCredentials credentials = folder.credentials(spec.random());
            folder.rememberedPort().ifPresent(port -> spec.ports().note(port, spec.name()));
            return new PostgresServer(spec, folder, credentials);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    public ServerName name() {
        return name;
    }

    public ServerState state() {
        return state;
    }

    public ServerCredentials credentials() {
        return credentials;
    }

    /** Where it listens, or listened before it died; fails when it was not started. */
    public ServerAddress address() {
        return switch (state) {
            case ServerState.Running running -> running.address();
            case ServerState.Restarting restarting -> restarting.address();
            case ServerState.Stopped _, ServerState.Starting _ ->
                throw new ClusterException(Kind.NO_SUCH_SERVER, "Server " + name + " is not running.");
        };
    }

    /** Makes the server if it is new, starts it or adopts the one that runs, and returns when it takes connections. */
    public ServerAddress start() {
        turn.lock();
        try {
            if (!(state instanceof ServerState.Stopped)) {
                return address();
            }
            state = new ServerState.Starting();
            try {
                data.initialize(
                        credentials.freshet(), "on".equals(settings.parameters().get("fsync")));
                run(portsToTry());
                prepare();
            } catch (RuntimeException e) {
                abandonStart(e);
                throw e;
            }
            Thread.ofVirtual().name("supervisor-" + name).start(this::supervise);
            return address();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Stops it: open transactions are rolled back, sessions are closed. One that outlived its Freshet and was not adopted
     * yet is stopped too. Nothing happens when none runs.
     */
    public void stop() {
        turn.lock();
        try {
            stopProcess();
            process = null;
            state = new ServerState.Stopped();
            stopped.signalAll();
        } finally {
            turn.unlock();
        }
    }

    /** Stops it and gives its folder and port free. */
    @Override
    public void close() {
        stop();
        release();
    }

    /** Ends this object as kill -9 of Freshet would: PostgreSQL runs on, for another to adopt. */
    void leaveRunning() {
        turn.lock();
        try {
            process = null;
            state = new ServerState.Stopped();
            stopped.signalAll();
        } finally {
            turn.unlock();
        }
        release();
    }

    private void release() {
        ports.release(name);
        folder.close();
    }

    private void abandonStart(RuntimeException reason) {
        try {
            stop();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            state = new ServerState.Stopped();
        }
    }

    private int[] portsToTry() {
        return switch (portChoice) {
            case PortChoice.Exactly exactly -> new int[] {exactly.port()};
            case PortChoice.FirstFreeFrom from ->
                IntStream.concat(
                                folder.rememberedPort().stream(),
                                IntStream.rangeClosed(from.port(), Math.min(from.port() + PORTS_TRIED, LAST_PORT)))
                        .toArray();
        };
    }

    /** Adopts what runs, or starts it on the first of the ports that is free. */
    private void run(int[] candidates) {
        try {
            Optional<PostmasterFile> left = PostmasterFile.read(folder.data());
            if (left.isPresent() && settleWithOutlived(left.get())) {
                return;
            }
            for (int port : candidates) {
                if (ports.claim(port, name) && startOn(port)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new ClusterException(Kind.FOLDER_UNUSABLE, folder.path() + " cannot be used: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Kind.START_FAILED, "Interrupted while server " + name + " started", e);
        }
        throw new ClusterException(
                Kind.PORT_TAKEN,
                candidates.length == 1
                        ? "Port " + candidates[0]
                                + " on 127.0.0.1 is in use. Stop what listens there, or choose another."
                        : "No port from " + candidates[0] + " upwards is free on 127.0.0.1.");
    }

    /** True when the server that outlived its Freshet is ours again. */
    private boolean settleWithOutlived(PostmasterFile left) throws IOException, InterruptedException {
        switch (postmaster.ownerOf(left)) {
            case NOBODY -> {}
            case FOREIGN -> Files.deleteIfExists(PostmasterFile.in(folder.data()));
            case UNKNOWN ->
                throw new ClusterException(
                        Kind.FOREIGN_PROCESS,
                        "Process " + left.pid() + " may be a PostgreSQL on " + folder.data()
                                + ", and this system does not tell. If it is, stop it; if not, delete "
                                + PostmasterFile.in(folder.data()) + ".");
            case OURS -> {
                ProcessHandle outlived = ProcessHandle.of(left.pid()).orElseThrow();
                if (mayAdopt(left, outlived)) {
                    LOG.info("Server {} on port {} outlived its Freshet and is adopted", name, left.port());
                    ports.note(left.port(), name);
                    running(left, outlived);
                    return true;
                }
                LOG.info("Server {} outlived its Freshet and is stopped, to start anew", name);
                postmaster.stop(outlived);
            }
        }
        return false;
    }

    private Optional<ProcessHandle> outlived() throws IOException {
        return PostmasterFile.read(folder.data())
                .filter(left -> postmaster.ownerOf(left) == Postmaster.Owner.OURS)
                .flatMap(left -> ProcessHandle.of(left.pid()));
    }

    private boolean mayAdopt(PostmasterFile left, ProcessHandle outlived) throws IOException {
        boolean isPortRight = !(portChoice instanceof PortChoice.Exactly exactly) || exactly.port() == left.port();
        return isPortRight
                && left.ready()
                && postmaster.runsTheseBinaries(outlived)
                && data.isConfigured(data.configuration(name, settings, left.port()))
                && ServerPreparation.answers(
                        ServerAddress.onLoopback(left.port()), credentials.freshet(), folder.data());
    }

    /** False when the port turned out to be taken. */
    private boolean startOn(int port) throws IOException, InterruptedException {
        data.configure(data.configuration(name, settings, port));
        long deadline = System.nanoTime() + ORPHANS_END_WITHIN.toNanos();
        while (true) {
            switch (postmaster.start()) {
                case StartOutcome.Ready ready -> {
                    running(ready.postmaster(), processOf(ready.postmaster()));
                    return true;
                }
                case StartOutcome.PortTaken _ -> {
                    return false;
                }
                case StartOutcome.StillHeld held
                when System.nanoTime() < deadline -> Thread.sleep(ORPHANS_LOOK_EVERY_MILLIS);
                case StartOutcome.StillHeld held -> throw startFailed(held.log());
                case StartOutcome.Failed failed -> throw startFailed(failed.log());
            }
        }
    }

    private ProcessHandle processOf(PostmasterFile file) {
        return ProcessHandle.of(file.pid()).orElseThrow(() -> startFailed("It ended as soon as it was ready."));
    }

    private ClusterException startFailed(String output) {
        return new ClusterException(
                Kind.START_FAILED,
                "PostgreSQL did not start on " + folder.data() + ". Its log, " + log.file() + ", ends:\n"
                        + output.strip());
    }

    private void running(PostmasterFile file, ProcessHandle handle) {
        folder.rememberPort(file.port());
        process = handle;
        state = new ServerState.Running(ServerAddress.onLoopback(file.port()), file.pid(), clock.instant());
    }

    private void prepare() {
        if (!folder.isPrepared()) {
            ServerPreparation.prepare(address(), credentials);
            folder.rememberPrepared();
        }
    }

    private void stopProcess() {
        try {
            Optional<ProcessHandle> running = process != null ? Optional.of(process) : outlived();
            if (running.isPresent() && Postmaster.isAlive(running.get())) {
                postmaster.stop(running.get());
            }
        } catch (IOException e) {
            throw new ClusterException(Kind.STOP_FAILED, "Server " + name + " cannot be stopped: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Kind.STOP_FAILED, "Interrupted while server " + name + " stopped", e);
        }
    }

    /** The supervisor: until stop(), looks whether the process lives and starts it again when it does not. */
    private void supervise() {
        turn.lock();
        try {
            int attempts = 0;
            while (true) {
                switch (state) {
                    case ServerState.Stopped _, ServerState.Starting _ -> {
                        return;
                    }
                    case ServerState.Running running -> {
                        if (process == null || !Postmaster.isAlive(process)) {
                            attempts = hasRunWell(running) ? 1 : attempts + 1;
                            LOG.warn("Server {} (process {}) died; starting it again", name, running.pid());
                            state = new ServerState.Restarting(running.address(), clock.instant(), attempts);
                        } else {
                            boundLog();
                            stopped.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                        }
                    }
                    case ServerState.Restarting restarting -> attempts = restart(restarting);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    /** A log that cannot be bounded is said once; the server is worth more than its log. */
    private void boundLog() {
        try {
            log.bound();
        } catch (IOException e) {
            if (!logIsUnbounded) {
                LOG.warn("The log {} of server {} cannot be bounded: {}", log.file(), name, e.toString());
            }
            logIsUnbounded = true;
        }
    }

    private boolean hasRunWell(ServerState.Running running) {
        Duration ran = Duration.between(running.since(), clock.instant());
        return ran.compareTo(RestartPolicy.WELL_AFTER) >= 0;
    }

    /** One attempt after its pause; returns how many there were. A stop() during the pause ends it. */
    private int restart(ServerState.Restarting restarting) throws InterruptedException {
        long pauseNanos = RestartPolicy.pauseBefore(restarting.attempts()).toNanos();
        while (pauseNanos > 0 && state == restarting) {
            pauseNanos = stopped.awaitNanos(pauseNanos);
        }
        if (state != restarting) {
            return restarting.attempts();
        }
        try {
            run(new int[] {restarting.address().port()});
            LOG.info(
                    "Server {} runs again on port {}",
                    name,
                    restarting.address().port());
            return restarting.attempts();
        } catch (ClusterException e) {
            int attempts = restarting.attempts() + 1;
            Instant since = restarting.since();
            LOG.error(
                    "Server {} did not start again ({}); next attempt in {} s",
                    name,
                    e.getMessage(),
                    RestartPolicy.pauseBefore(attempts).toSeconds());
            state = new ServerState.Restarting(restarting.address(), since, attempts);
            return attempts;
        }
    }
}
