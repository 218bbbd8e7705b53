package dev.freshet.app.command;

import dev.freshet.app.attach.DetachDatabase;
import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.FreshetClient;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.home.Home;
import dev.freshet.app.status.Status;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "detach",
        description =
                "Deletes an attached cluster with its CDC streams, and leaves nothing of Freshet in the database.")
final class DetachCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "NAME", description = "As it was attached; or the cluster's identifier.")
    private String name = "";

    DetachCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = homeOption.read(surroundings.environment());
        RunningServer server = RunningServer.require(surroundings, home);
        Status status = server.status();
        try (SignedHttp http = new SignedHttp(status.endpoint(), server.rootAccessKey(), surroundings.clock())) {
            return show(new FreshetClient(http, status.region()).detach(new DetachDatabase.Request(name)), home);
        } catch (AwsException e) {
            throw new CommandFailure(e.text(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The connection to Freshet at " + status.endpoint() + " was lost", e);
        }
    }

    private int show(DetachDatabase.Answer answer, Home home) {
        PrintStream out = surroundings.terminal().out();
        if (!answer.detached()) {
            throw new CommandFailure(
                    "Cluster " + answer.clusterIdentifier() + " is being detached, but its server does not"
                            + " let it go yet; Freshet keeps trying, and tells why in " + home.logFile());
        }
        answer.cdcStreams().forEach(cdcStream -> out.println("CDC stream " + cdcStream + " is deleted."));
        if (!answer.identities().isEmpty()) {
            out.println("Replica identities are what they were:");
            answer.identities().forEach(statement -> out.println("  " + statement));
        }
        out.println("Cluster " + answer.clusterIdentifier()
                + " is detached: its database holds nothing of Freshet any more.");
        return 0;
    }
}
