package dev.freshet.app.command;

import dev.freshet.app.home.Home;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.app.home.RootAccessKeys;
import dev.freshet.app.home.RunFile;
import dev.freshet.app.status.Status;
import dev.freshet.app.status.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The Freshet that is ready in a home, as other processes see it. */
final class RunningServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final URI endpoint;

    private RunningServer(Home home, URI endpoint) {
        this.home = home;
        this.endpoint = endpoint;
    }

    static Optional<RunningServer> find(Home home) {
        try {
            return RunFile.find(home).map(run -> new RunningServer(home, run.endpoint()));
        } catch (IOException e) {
            throw new CommandFailure(FileProblem.describe(e), e);
        }
    }

    /** @throws CommandFailure when none is ready there */
    static RunningServer require(Surroundings surroundings, Home home) {
        return find(home)
                .orElseThrow(() -> new CommandFailure("Freshet is not running in " + home.folder() + "; start it with: "
                        + surroundings.commandLine("up", home)));
    }

    Home home() {
        return home;
    }

    Status status() {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(Status.PATH))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new CommandFailure("Freshet's answer to the question for its status is HTTP "
                        + response.statusCode() + "; its log is " + home.logFile());
            }
            return StatusJson.read(response.body());
        } catch (IOException | JacksonException e) {
            throw new CommandFailure(
                    "Freshet is running but does not answer at " + endpoint + "; its log is " + home.logFile(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    RootAccessKey rootAccessKey() {
        try {
            return RootAccessKeys.find(home)
                    .orElseThrow(() -> new CommandFailure(home.credentialsFile() + " is missing"));
        } catch (IOException e) {
            throw new CommandFailure(FileProblem.describe(e), e);
        }
    }
}
