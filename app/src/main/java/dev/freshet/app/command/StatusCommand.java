package dev.freshet.app.command;

import dev.freshet.app.home.Home;
import dev.freshet.app.status.Status;
import dev.freshet.app.status.StatusJson;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Table;
import dev.freshet.app.terminal.Terminal;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Shows what is running: endpoints, clusters, CDC streams, data streams.")
final class StatusCommand implements Callable<Integer> {
    private static final String NONE = "-";

    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--json", description = "Prints it as JSON.")
    private boolean json;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Home home = homeOption.read(surroundings.environment());
        Status status = RunningServer.require(surroundings, home).status();
        if (json) {
            surroundings.terminal().out().println(StatusJson.writeIndented(status));
        } else {
            print(status);
        }
        return 0;
    }

    private void print(Status status) {
        Terminal terminal = surroundings.terminal();
        terminal.out()
                .println(terminal.paint(Style.HEADING, "Freshet " + status.version() + " is up") + " (process "
                        + status.pid() + ")");
        terminal.out().println("  AWS endpoint  " + status.endpoint());
        terminal.out().println("  Region        " + status.region() + ", account " + status.account());
        terminal.out().println("  State         " + status.home());
        section("Clusters", clusters(status), status.clusters().isEmpty());
        status.clusters().forEach(this::attached);
        section("CDC streams", cdcStreams(status), status.cdcStreams().isEmpty());
        status.cdcStreams().forEach(this::trouble);
        section("Data streams", dataStreams(status), status.dataStreams().isEmpty());
    }

    private void section(String title, Table table, boolean isEmpty) {
        Terminal terminal = surroundings.terminal();
        terminal.out().println();
        terminal.out().println(terminal.paint(Style.HEADING, title) + (isEmpty ? ": none" : ""));
        if (!isEmpty) {
            table.lines().forEach(line -> terminal.out().println("  " + line));
        }
    }

    private static Table clusters(Status status) {
        Table table = new Table("ID", "STATUS", "DATABASE", "");
        for (Status.Cluster cluster : status.clusters()) {
            table.row(cluster.id(), cluster.status(), cluster.url().orElse(NONE), role(cluster, status));
        }
        return table;
    }

    private static String role(Status.Cluster cluster, Status status) {
        if (cluster.attached() != null) {
            return "attached as " + cluster.attached().name();
        }
        return cluster.id().equals(status.defaultCluster()) ? "default" : "";
    }

    private void attached(Status.Cluster cluster) {
        Status.Attached attached = cluster.attached();
        if (attached == null) {
            return;
        }
        Terminal terminal = surroundings.terminal();
        terminal.out().println();
        terminal.out()
                .println(terminal.paint(Style.HEADING, "Attached as " + attached.name()) + ": "
                        + attached.capturedTables() + " captured, "
                        + attached.leftOut().size() + " left out");
        if (attached.trouble() != null) {
            terminal.out().println("  " + terminal.paint(Style.BAD, "New tables are not found: " + attached.trouble()));
        }
        attached.leftOut()
                .forEach(table -> terminal.out()
                        .println("  " + table.table() + " is not captured: " + table.reason() + "; " + table.advice()));
        attached.capturedLater()
                .forEach(table -> terminal.out().println("  " + table.table() + " is captured since " + table.since()));
    }

    private static Table cdcStreams(Status status) {
        Table table = new Table("ID", "CLUSTER", "DATA STREAM", "LAG", "LOG KEPT", "STATUS");
        for (Status.CdcStream cdcStream : status.cdcStreams()) {
            String reason = cdcStream.reason() == null ? "" : " (" + cdcStream.reason() + ")";
            table.row(
                    cdcStream.id(),
                    cdcStream.cluster(),
                    cdcStream.dataStream(),
                    lag(cdcStream.lagMillis()),
                    mebibytes(cdcStream.retainedLogBytes()),
                    cdcStream.status() + reason);
        }
        return table;
    }

    private static String lag(@Nullable Long lagMillis) {
        return lagMillis == null ? NONE : Objects.toString(lagMillis) + " ms";
    }

    private static String mebibytes(@Nullable Long bytes) {
        return bytes == null ? NONE : (bytes >> 20) + " MiB";
    }

    private void trouble(Status.CdcStream cdcStream) {
        PrintStream out = surroundings.terminal().out();
        if (cdcStream.message() != null) {
            out.println("  " + surroundings.terminal().paint(Style.BAD, cdcStream.id() + ": " + cdcStream.message()));
            out.println("  " + Objects.requireNonNullElse(cdcStream.remedy(), ""));
        }
        if (cdcStream.skippedTransactions() > 0) {
            out.println("  " + cdcStream.id() + " was told to skip transactions that could not be decoded: "
                    + cdcStream.skippedTransactions());
        }
    }

    private static Table dataStreams(Status status) {
        Table table = new Table("NAME", "SHARDS", "STATUS");
        for (Status.DataStream dataStream : status.dataStreams()) {
            table.row(dataStream.name(), Integer.toString(dataStream.shards()), dataStream.status());
        }
        return table;
    }
}
