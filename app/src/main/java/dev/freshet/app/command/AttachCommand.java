package dev.freshet.app.command;

import dev.freshet.app.attach.AttachDatabase;
import dev.freshet.app.attach.AttachDatabase.FoundThing;
import dev.freshet.app.attach.DatabaseUrl;
import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.FreshetClient;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.home.Home;
import dev.freshet.app.status.Status;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;
import dev.freshet.capture.DatabaseAddress;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "attach",
        description =
                "Makes a cluster of a PostgreSQL database of your own, 14 to 18, after looking for all that it needs.")
final class AttachCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "postgresql://user@host:port/database, or the same for JDBC. A password that is not in it is"
                    + " read from PGPASSWORD.")
    private String url = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "What it is called here. Attaching again under the name looks and mends again.")
    private String name = "";

    @Option(
            names = "--fix",
            description = "Sets the replica identity of tables where it is not right. detach puts it back.")
    private boolean fix;

    AttachCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = homeOption.read(surroundings.environment());
        DatabaseAddress address = address();
        RunningServer server = RunningServer.require(surroundings, home);
        Status status = server.status();
        try (SignedHttp http = new SignedHttp(status.endpoint(), server.rootAccessKey(), surroundings.clock())) {
            return show(new FreshetClient(http, status.region()).attach(request(address)), home);
        } catch (AwsException e) {
            throw new CommandFailure(address + " cannot be attached: " + e.text(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The connection to Freshet at " + status.endpoint() + " was lost", e);
        }
    }

    private DatabaseAddress address() {
        try {
            return DatabaseUrl.parse(url, surroundings.environment());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private AttachDatabase.Request request(DatabaseAddress address) {
        return new AttachDatabase.Request(
                name,
                address.host(),
                address.port(),
                address.database(),
                address.user(),
                address.password(),
                address.parameters(),
                fix);
    }

    private int show(AttachDatabase.Answer answer, Home home) {
        findings("It cannot be attached before this is mended", "BLOCKS", Style.BAD, answer);
        if (answer.clusterIdentifier() == null) {
            return 1;
        }
        Terminal terminal = surroundings.terminal();
        mended(answer.mended());
        findings("Not captured", "LEAVES_OUT", Style.CHANGED, answer);
        findings("Good to know", "LIMITS", Style.FAINT, answer);
        if (answer.findings().stream().anyMatch(FoundThing::mendable)) {
            terminal.out().println("  Of these, replica identities can be set by: freshet attach … --fix");
            terminal.out().println();
        }
        terminal.out()
                .println(terminal.paint(Style.GOOD, "Attached as cluster " + answer.clusterIdentifier()) + ": "
                        + answer.capturedTables() + (answer.capturedTables() == 1 ? " table" : " tables")
                        + " captured; "
                        + (answer.ddlWatch().equals("POLLING")
                                ? "new ones are found within seconds."
                                : "new ones come in with the transaction that makes them."));
        terminal.out()
                .println("  Its changes go where a CDC stream takes them: aws dsql create-stream --cluster-identifier "
                        + answer.clusterIdentifier() + " …");
        terminal.out().println("  How it stands: " + surroundings.commandLine("status", home));
        return 0;
    }

    private void mended(List<String> statements) {
        Terminal terminal = surroundings.terminal();
        if (!statements.isEmpty()) {
            terminal.out().println(terminal.paint(Style.HEADING, "Mended"));
            statements.forEach(statement -> terminal.out().println("  " + statement));
            terminal.out().println();
        }
    }

    private void findings(String heading, String severity, Style style, AttachDatabase.Answer answer) {
        List<FoundThing> found = answer.findings().stream()
                .filter(finding -> finding.severity().equals(severity))
                .toList();
        if (!found.isEmpty()) {
            Terminal terminal = surroundings.terminal();
            terminal.out().println(terminal.paint(Style.HEADING, heading));
            for (FoundThing finding : found) {
                terminal.out().println("  " + terminal.paint(style, finding.message()));
                terminal.out().println("    " + terminal.paint(Style.COMMAND, finding.remedy()));
            }
            terminal.out().println();
        }
    }
}
