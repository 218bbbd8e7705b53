package dev.freshet.app.command;

import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.home.Home;
import dev.freshet.app.status.Status;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "up", description = "Starts Freshet and stays in the foreground until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions options = new ServerOptions();

    UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Instant start = surroundings.clock().instant();
        Configuration configuration = options.read(surroundings.environment());
        PrintStream out = surroundings.terminal().out();
        StopSignal stop = surroundings.stopSignals().get();
        try (ForegroundServer server = ForegroundServer.start(surroundings, configuration)) {
            printReady(server.status(), start);
            stop.await();
            out.println();
            out.println("Stopping ...");
        }
        out.println("Stopped.");
        return 0;
    }

    private void printReady(Status status, Instant start) {
        Terminal terminal = surroundings.terminal();
        PrintStream out = terminal.out();
        Home home = new Home(status.home());
        out.println(terminal.paint(Style.HEADING, "Freshet " + status.version() + " is ready") + after(start));
        out.println();
        out.println("  AWS endpoint  " + status.endpoint());
        out.println("  Region        " + status.region() + ", account " + status.account());
        status.defaultClusterDetails().ifPresent(cluster -> {
            out.println("  Cluster       " + cluster.id() + " (" + cluster.status() + ")");
            cluster.url().ifPresent(url -> out.println("  Database      " + url));
        });
        out.println(
                "  State         " + home.folder() + " (log: " + home.logFile().getFileName() + ")");
        out.println();
        out.println("Next, in another terminal:");
        for (String line : new String[] {
            "eval \"$(" + surroundings.commandLine("env", home) + ")\"",
            "aws dsql list-clusters",
            "psql -c 'SELECT version()'"
        }) {
            out.println("  " + terminal.paint(Style.COMMAND, line));
        }
        out.println();
        out.println("Ctrl-C stops everything.");
    }

    private String after(Instant start) {
        long millis = Duration.between(start, surroundings.clock().instant()).toMillis();
        return String.format(Locale.ROOT, " after %.1f s", millis / 1000.0);
    }
}
