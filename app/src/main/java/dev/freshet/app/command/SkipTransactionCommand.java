package dev.freshet.app.command;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.FreshetClient;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.home.Home;
import dev.freshet.app.skip.SkipTransaction;
import dev.freshet.app.status.Status;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "skip-transaction",
        description = {
            "Gives up a transaction with a row that PostgreSQL cannot decode, so that its CDC stream gets past it.",
            "freshet status names the transaction. None of its changes is delivered."
        })
final class SkipTransactionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(index = "0", paramLabel = "CDC_STREAM", description = "The CDC stream's identifier.")
    private String cdcStream = "";

    @Parameters(index = "1", paramLabel = "POSITION", description = "Where the transaction commits, such as 0/15E8F28.")
    private String position = "";

    SkipTransactionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Home home = homeOption.read(surroundings.environment());
        RunningServer server = RunningServer.require(surroundings, home);
        Status status = server.status();
        try (SignedHttp http = new SignedHttp(status.endpoint(), server.rootAccessKey(), surroundings.clock())) {
            SkipTransaction.Answer answer =
                    new FreshetClient(http, status.region()).skip(new SkipTransaction.Request(cdcStream, position));
            surroundings
                    .terminal()
                    .out()
                    .println("Transaction " + answer.transactionId() + " that commits at " + answer.position()
                            + ", with a row of " + answer.table() + ", is given up; CDC stream " + cdcStream
                            + " goes on after it.");
            return 0;
        } catch (AwsException e) {
            throw new CommandFailure(e.text(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The connection to Freshet at " + status.endpoint() + " was lost", e);
        }
    }
}
