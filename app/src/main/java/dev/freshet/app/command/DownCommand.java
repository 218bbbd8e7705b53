package dev.freshet.app.command;

import dev.freshet.app.home.Home;
import dev.freshet.app.home.RunFile;
import dev.freshet.app.home.ServerProcess;
import dev.freshet.app.home.UpLock;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the Freshet that runs in the home, also one that is still starting.")
final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Nothing to stop is what the caller wanted, so it is no failure. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = homeOption.read(surroundings.environment());
        PrintStream out = surroundings.terminal().out();
        Optional<ProcessHandle> server = find(home).flatMap(ServerProcess::find);
        if (server.isEmpty()) {
            out.println("Freshet is not running in " + home.folder() + ".");
            return 0;
        }
        stop(server.get(), home);
        out.println("Freshet in " + home.folder() + " is stopped.");
        return 0;
    }

    private static Optional<ServerProcess> find(Home home) throws IOException {
        Optional<ServerProcess> ready = RunFile.find(home).map(RunFile::process);
        return ready.isPresent() ? ready : UpLock.holder(home);
    }

    private static void stop(ProcessHandle server, Home home) throws InterruptedException {
        server.destroy();
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "Process " + server.pid() + " was told to stop, but runs on after " + PATIENCE_SECONDS
                            + " s; its log is " + home.logFile(),
                    e);
        } catch (ExecutionException e) {
            throw new CommandFailure("The end of process " + server.pid() + " cannot be awaited", e);
        }
    }
}
