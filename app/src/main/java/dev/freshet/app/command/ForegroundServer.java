package dev.freshet.app.command;

import ch.qos.logback.classic.Level;
import dev.freshet.app.RunningFreshet;
import dev.freshet.app.StartException;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.home.Home;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.app.home.RootAccessKeys;
import dev.freshet.app.home.RunFile;
import dev.freshet.app.home.ServerProcess;
import dev.freshet.app.home.UpLock;
import dev.freshet.app.log.ServerLog;
import dev.freshet.app.status.Status;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Freshet in this process, which other commands find through its home from when {@link #start} returns until {@link
 * #close} begins.
 */
final class ForegroundServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);

    private final Home home;
    private final UpLock lock;
    private final ServerLog log;
    private final RunningFreshet freshet;
    private final RootAccessKey rootAccessKey;

    private ForegroundServer(
            Home home, UpLock lock, ServerLog log, RunningFreshet freshet, RootAccessKey rootAccessKey) {
        this.home = home;
        this.lock = lock;
        this.log = log;
        this.freshet = freshet;
        this.rootAccessKey = rootAccessKey;
    }

    /** @throws CommandFailure when another Freshet works in this home, or this one cannot start */
    static ForegroundServer start(Surroundings surroundings, Configuration configuration) {
        return start(surroundings, configuration, Level.INFO);
    }

    /** Like start, but only warnings are shown on the terminal. */
    static ForegroundServer startQuietly(Surroundings surroundings, Configuration configuration) {
        return start(surroundings, configuration, Level.WARN);
    }

    private static ForegroundServer start(Surroundings surroundings, Configuration configuration, Level terminalLevel) {
        Home home = new Home(configuration.home().folder());
        try {
            home.create();
            UpLock lock = UpLock.take(home).orElseThrow(() -> alreadyUp(surroundings, home));
            try {
                return start(surroundings, configuration, terminalLevel, home, lock);
            } catch (RuntimeException | IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CommandFailure("Freshet cannot work in " + home.folder() + ": " + FileProblem.describe(e), e);
        }
    }

    private static ForegroundServer start(
            Surroundings surroundings, Configuration configuration, Level terminalLevel, Home home, UpLock lock)
            throws IOException {
        RunFile.delete(home);
        RootAccessKey rootAccessKey = RootAccessKeys.findOrCreate(home, surroundings.random());
        ServerLog log = ServerLog.open(home.logFile(), surroundings.terminal().out(), terminalLevel);
        try {
            RunningFreshet freshet = surroundings.starter().start(configuration, rootAccessKey);
            try {
                new RunFile(ServerProcess.current(), freshet.status().endpoint()).write(home);
            } catch (RuntimeException | IOException e) {
                freshet.close();
                throw e;
            }
            return new ForegroundServer(home, lock, log, freshet, rootAccessKey);
        } catch (StartException e) {
            log.close();
            throw new CommandFailure(e.failure().describe(), e);
        } catch (RuntimeException | IOException e) {
            log.close();
            throw e;
        }
    }

    Status status() {
        return freshet.status();
    }

    RootAccessKey rootAccessKey() {
        return rootAccessKey;
    }

    /** Nobody finds it any more before it stops; nobody else may start in its home until it has stopped. */
    @Override
    public void close() {
        try (UpLock _ = lock;
                ServerLog _ = log;
                RunningFreshet _ = freshet) {
            RunFile.delete(home);
        } catch (IOException e) {
            LOG.warn("The home {} was not left as it should be: {}", home.folder(), FileProblem.describe(e));
        }
    }

    private static CommandFailure alreadyUp(Surroundings surroundings, Home home) {
        String who =
                holder(home).map(process -> " (process " + process.pid() + ")").orElse("");
        return new CommandFailure("Freshet is already up in " + home.folder() + who + "; stop it with: "
                + surroundings.commandLine("down", home));
    }

    private static Optional<ServerProcess> holder(Home home) {
        try {
            return UpLock.holder(home);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
