package dev.freshet.app.command;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.DataRecord;
import dev.freshet.app.client.KinesisClient;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.home.Home;
import dev.freshet.app.status.Status;
import dev.freshet.app.tail.DataStreamFollower;
import dev.freshet.app.tail.JsonView;
import dev.freshet.app.tail.LargeRows;
import dev.freshet.app.tail.ReadableView;
import dev.freshet.app.tail.RecordView;
import dev.freshet.app.tail.StartFrom;
import dev.freshet.app.tail.TailEntry;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(name = "tail", description = "Shows the change records in a data stream as they arrive, until Ctrl-C.")
final class TailCommand implements Callable<Integer> {
    /** Fragments may use a quarter of the memory, for a row that is put together takes as much again, and its text too. */
    private static final long MEMORY_SHARE = 4;

    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "DATA-STREAM", description = "The data stream's name.")
    private String dataStream = "";

    @Option(names = "--json", description = "Prints each record as it is, one a line; a large row in one piece.")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "trim-horizon|latest",
            defaultValue = "latest",
            converter = StartFromName.class,
            description = "The oldest record that is kept, or what arrives from now on (default: ${DEFAULT-VALUE}).")
    private StartFrom from = StartFrom.LATEST;

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = RunningServer.require(surroundings, homeOption.read(surroundings.environment()));
        Status status = server.status();
        try (SignedHttp http = new SignedHttp(status.endpoint(), server.rootAccessKey(), surroundings.clock());
                DataStreamFollower follower = DataStreamFollower.open(
                        new KinesisClient(http, status.region()), dataStream, from, surroundings.clock())) {
            explain();
            show(follower);
            return 0;
        } catch (AwsException e) {
            throw refused(e, server.home());
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The connection to Freshet at " + status.endpoint() + " was lost", e);
        }
    }

    /** Somebody who sees nothing happen should know why; programs that read along should not be bothered. */
    private void explain() {
        Terminal terminal = surroundings.terminal();
        if (terminal.interactive() && from == StartFrom.LATEST) {
            terminal.err()
                    .println(terminal.paint(
                            Style.FAINT,
                            "Waiting for what arrives in " + dataStream + " from now on; --from trim-horizon shows"
                                    + " what it holds. Ctrl-C ends."));
        }
    }

    /** Ends at the first line that nobody reads any more, as in {@code freshet tail x | head}. */
    private void show(DataStreamFollower follower) throws InterruptedException {
        Terminal terminal = surroundings.terminal();
        RecordView view = json ? new JsonView() : new ReadableView(terminal, ZoneId.systemDefault());
        LargeRows largeRows = new LargeRows(Runtime.getRuntime().maxMemory() / MEMORY_SHARE, surroundings.clock());
        while (!terminal.outputIsClosed()) {
            Iterator<DataRecord> records = follower.next().iterator();
            while (records.hasNext() && !terminal.outputIsClosed()) {
                largeRows.take(records.next()).forEach(entry -> show(entry, view));
            }
        }
    }

    private void show(TailEntry entry, RecordView view) {
        Terminal terminal = surroundings.terminal();
        switch (entry) {
            case TailEntry.Single single -> terminal.out().println(view.line(single.record()));
            case TailEntry.LargeRow row -> terminal.out().println(view.line(row));
            case TailEntry.Incomplete incomplete -> terminal.err().println(incomplete.explanation());
        }
    }

    private CommandFailure refused(AwsException refusal, Home home) {
        if (refusal.is("ResourceNotFoundException")) {
            return new CommandFailure("There is no data stream '" + dataStream + "'; those that exist are shown by: "
                    + surroundings.commandLine("status", home));
        }
        return new CommandFailure("The data stream '" + dataStream + "' cannot be read: " + refusal.getMessage());
    }

    /** Kinesis's names in the way of commands: {@code trim-horizon}. */
    static final class StartFromName implements ITypeConverter<StartFrom> {
        @Override
        public StartFrom convert(String name) {
            return Arrays.stream(StartFrom.values())
                    .filter(start -> start.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it must be trim-horizon or latest"));
        }
    }
}
