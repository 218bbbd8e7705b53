package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server that Freshet owns, in a folder of its own: made at the first start, started, kept alive, stopped.
 * It listens on loopback alone and has two roles ({@link ServerCredentials}).
 *
 * <p>All failures are {@link ClusterException}s. The states are those of {@link ServerState}. Starting and stopping take no
 * notice of interrupts, which stay set: a step left half done would leave a process that nobody watches.
 */
public final class PostgresServer implements AutoCloseable {
    /*
     * Each step of the life cycle holds `turn`. One virtual thread per server, the supervisor, looks whether the process
     * lives. `supervisor` names the one that is to go on; any other ends when it next looks, so that a quick stop and start
     * leaves no second one. `state` is written with `turn` held and read by anyone.
     *
     * The port of a server that rests, or died and is being started again, stays its own: clients keep it in their settings.
     */
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** The one database that users see. */
    public static final String DATABASE = "postgres";

    private static final long LOOK_EVERY_MILLIS = 100;

    private final Spec spec;
    private final ServerFolder folder;
    private final ServerCredentials credentials;
    private final ServerLog log;
    private final Launcher launcher;

    private final ReentrantLock turn = new ReentrantLock();
    private final Condition changed = turn.newCondition();
    private volatile ServerState state = new ServerState.Stopped();
    private @Nullable ProcessHandle process;
    private @Nullable Thread supervisor;
    private boolean isLogUnbounded;
    private boolean isReleased;

    private PostgresServer(Spec spec, ServerFolder folder, ServerCredentials credentials) {
        this.spec = spec;
        this.folder = folder;
        this.credentials = credentials;
        this.log = new ServerLog(folder.log(), ServerLog.DEFAULT_MAX_BYTES);
        this.launcher = new Launcher(spec, folder, credentials.freshet(), log);
    }

    /**
     * What a server is made of.
     *
     * @param ports shared by all servers of this Freshet
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

    /** The same for a server that was made before, by this Freshet or one before it; never makes an empty one. */
    public static PostgresServer openExisting(Spec spec) {
        if (!ServerFolder.holdsServer(spec.folder())) {
            throw new ClusterException(
                    Kind.NO_SUCH_SERVER,
                    "There is no server " + spec.name() + ": " + spec.folder() + " holds no credentials.json.");
        }
        return open(spec);
    }

    public ServerName name() {
        return spec.name();
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
                throw new ClusterException(Kind.NO_SUCH_SERVER, "Server " + name() + " is not running.");
        };
    }

    /** Makes the server if it is new, starts it or adopts the one that runs, and returns when it takes connections. */
    public ServerAddress start() {
        return Uninterrupted.call("start-" + name(), this::startOrRevive);
    }

    private ServerAddress startOrRevive() {
        turn.lock();
        try {
            if (isReleased) {
                throw new ClusterException(Kind.NO_SUCH_SERVER, "Server " + name() + " was closed.");
            }
            switch (state) {
                case ServerState.Stopped _, ServerState.Starting _ -> startNew();
                case ServerState.Running running -> reviveIfDead(running.address());
                case ServerState.Restarting restarting -> reviveIfDead(restarting.address());
            }
            return address();
        } finally {
            turn.unlock();
        }
    }

    private void startNew() {
        state = new ServerState.Starting();
        try {
            running(launcher.launch());
            prepare();
        } catch (RuntimeException e) {
            abandonStart(e);
            throw e;
        }
        supervisor = Thread.ofVirtual().name("supervisor-" + name()).start(this::supervise);
    }

    /** What the supervisor would do at its next look, without its patience. */
    private void reviveIfDead(ServerAddress address) {
        if (!isAlive()) {
            running(launcher.relaunch(address.port()));
        }
    }

    private void prepare() {
        if (!folder.isPrepared()) {
            ServerPreparation.prepare(address(), credentials);
            folder.rememberPrepared();
        }
    }

    private void abandonStart(RuntimeException reason) {
        try {
            stopProcess();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            forgetProcess();
        }
    }

    private void running(Launcher.Launched launched) {
        process = launched.process();
        state = new ServerState.Running(
                ServerAddress.onLoopback(launched.port()),
                launched.process().pid(),
                spec.clock().instant());
    }

    private boolean isAlive() {
        return process != null && Postmaster.isAlive(process);
    }

    /**
     * Stops it: open transactions are rolled back, sessions are closed. One that outlived its Freshet and was not adopted
     * yet is stopped too. Nothing happens when none runs.
     */
    public void stop() {
        inTurn("stop-", this::stopProcess);
    }

    private void stopProcess() {
        try {
            Optional<ProcessHandle> running = process != null ? Optional.of(process) : launcher.outlived();
            if (running.isPresent() && Postmaster.isAlive(running.get())) {
                launcher.stop(running.get());
            }
            forgetProcess();
        } catch (IOException e) {
            throw new ClusterException(Kind.STOP_FAILED, "Server " + name() + " cannot be stopped: " + e, e);
        }
    }

    private void inTurn(String threadPrefix, Runnable step) {
        Uninterrupted.call(threadPrefix + name(), () -> {
            turn.lock();
            try {
                step.run();
                return true;
            } finally {
                turn.unlock();
            }
        });
    }

    /** Stops it and gives its folder and port free. */
    @Override
    public void close() {
        inTurn("close-", () -> {
            stopProcess();
            release();
        });
    }

    /** Stops it for good and deletes its folder: its data, its passwords, its log. */
    void delete() {
        inTurn("delete-", () -> {
            stopProcess();
            folder.delete();
            release();
        });
    }

    /** Ends this object as kill -9 of Freshet would: PostgreSQL runs on, for another to adopt. */
    void leaveRunning() {
        inTurn("leave-", () -> {
            forgetProcess();
            release();
        });
    }

    private void forgetProcess() {
        process = null;
        supervisor = null;
        state = new ServerState.Stopped();
        changed.signalAll();
    }

    private void release() {
        isReleased = true;
        spec.ports().release(name());
        folder.close();
    }

    /** The supervisor: until it is dismissed, looks whether the process lives and starts it again when it does not. */
    private void supervise() {
        turn.lock();
        try {
            int attempts = 0;
            while (supervisor == Thread.currentThread()) {
                switch (state) {
                    case ServerState.Stopped _, ServerState.Starting _ ->
                        throw new IllegalStateException("Server " + name() + " is supervised while " + state);
                    case ServerState.Running _
                    when isAlive() -> {
                        boundLog();
                        changed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    }
                    case ServerState.Running running -> {
                        LOG.warn("Server {} (process {}) died; starting it again", name(), running.pid());
                        attempts = hasRunWell(running) ? 1 : attempts + 1;
                        state = new ServerState.Restarting(
                                running.address(), spec.clock().instant(), attempts);
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

    private boolean hasRunWell(ServerState.Running running) {
        Duration ran = Duration.between(running.since(), spec.clock().instant());
        return ran.compareTo(RestartPolicy.WELL_AFTER) >= 0;
    }

    /** One attempt after its pause, unless somebody else acts meanwhile; returns how many attempts there were. */
    private int restart(ServerState.Restarting restarting) throws InterruptedException {
        long pauseNanos = RestartPolicy.pauseBefore(restarting.attempts()).toNanos();
        while (pauseNanos > 0 && state == restarting) {
            pauseNanos = changed.awaitNanos(pauseNanos);
        }
        if (state != restarting) {
            return restarting.attempts();
        }
        int port = restarting.address().port();
        try {
            running(launcher.relaunch(port));
            LOG.info("Server {} runs again on port {}", name(), port);
            return restarting.attempts();
        } catch (RuntimeException e) {
            int attempts = restarting.attempts() + 1;
            long pauseMillis = RestartPolicy.pauseBefore(attempts).toMillis();
            LOG.error("Server {} did not start again; next attempt in {} ms: {}", name(), pauseMillis, e.getMessage());
            state = new ServerState.Restarting(restarting.address(), restarting.since(), attempts);
            return attempts;
        }
    }

    /** A log that cannot be bounded is said once; the server is worth more than its log. */
    private void boundLog() {
        try {
            log.bound();
        } catch (IOException e) {
            if (!isLogUnbounded) {
                LOG.warn("The log {} of server {} cannot be bounded: {}", log.file(), name(), e.toString());
            }
            isLogUnbounded = true;
        }
    }
}
