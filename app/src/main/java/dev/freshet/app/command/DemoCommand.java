package dev.freshet.app.command;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.EndpointConfig;
import dev.freshet.app.configuration.Setting;
import dev.freshet.app.demo.DemoException;
import dev.freshet.app.demo.Demonstration;
import dev.freshet.app.demo.Stage;
import dev.freshet.app.home.Home;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.app.status.Status;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        description = {
            "Walks AWS's getting-started guide by itself and shows change records live, until Ctrl-C.",
            "Uses the Freshet that is up in the home; if there is none, starts one in a folder of its own, which is"
                    + " removed afterwards, or in the one given with --home, which is kept."
        })
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions options = new ServerOptions();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Configuration configuration = options.read(surroundings.environment());
        Home home = new Home(configuration.home().folder());
        StopSignal stop = surroundings.stopSignals().get();
        Optional<RunningServer> running = RunningServer.find(home);
        if (running.isPresent()) {
            showOn(running.get().status(), running.get().rootAccessKey(), stop);
        } else if (options.home.flags().containsKey(Setting.HOME)) {
            showOnOwn(configuration, stop);
        } else {
            try (EmptyFolder folder = EmptyFolder.create("freshet-demo-")) {
                showOnOwn(configuration.withHome(folder.path()), stop);
            }
        }
        return 0;
    }

    private void showOnOwn(Configuration configuration, StopSignal stop) throws IOException, InterruptedException {
        Terminal terminal = surroundings.terminal();
        terminal.out().println("Starting Freshet in " + configuration.home().folder() + " ...");
        Configuration free = withFreePort(configuration);
        try (ForegroundServer server = ForegroundServer.startQuietly(surroundings, free)) {
            showOn(server.status(), server.rootAccessKey(), stop);
            terminal.out().println("Stopping ...");
        }
    }

    /** The demonstration is somebody's first minute with Freshet; a port in use should not end it. */
    private static Configuration withFreePort(Configuration configuration) {
        return configuration.endpoint().port() == EndpointConfig.DEFAULT_PORT && isInUse(EndpointConfig.DEFAULT_PORT)
                ? configuration.withEndpoint(configuration.endpoint().withPort(0))
                : configuration;
    }

    private static boolean isInUse(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private void showOn(Status status, RootAccessKey key, StopSignal stop) throws IOException, InterruptedException {
        Home home = new Home(status.home());
        introduce(status, home);
        try (SignedHttp http = new SignedHttp(status.endpoint(), key, surroundings.clock());
                Interruption _ = Interruption.on(stop)) {
            new Demonstration(stage(status, home, http))
                    .run(surroundings.commandLine("tail " + Demonstration.DATA_STREAM, home));
        } catch (InterruptedException _) {
            // The way in which a demonstration ends.
            surroundings.terminal().out().println();
        } catch (AwsException | DemoException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The connection to Freshet at " + status.endpoint() + " was lost", e);
        }
    }

    private void introduce(Status status, Home home) {
        Terminal terminal = surroundings.terminal();
        terminal.out()
                .println(terminal.paint(Style.HEADING, "Freshet " + status.version())
                        + ": AWS's guide \"Getting started with CDC streams\", step by step, on " + status.endpoint());
        terminal.out().println("To type the commands yourself, prepare another terminal with:");
        terminal.out()
                .println("  "
                        + terminal.paint(Style.COMMAND, "eval \"$(" + surroundings.commandLine("env", home) + ")\""));
    }

    private Stage stage(Status status, Home home, SignedHttp http) throws IOException {
        Status.Cluster cluster = status.defaultClusterDetails()
                .orElseThrow(() -> new CommandFailure("The default cluster was deleted; stop this Freshet"
                        + " and run the demo again, to see it in a folder of its own"));
        ClusterLogins.Login login = surroundings
                .clusterLogins()
                .admin(home, cluster.id())
                .orElseThrow(() -> new CommandFailure(home.folder() + " holds no password for " + cluster.id()));
        if (cluster.host() == null || cluster.port() == null) {
            throw new CommandFailure("The default cluster is " + cluster.status() + "; wait until it is ACTIVE");
        }
        return new Stage(
                surroundings.terminal(),
                http,
                status.region(),
                status.account(),
                cluster.id(),
                new Stage.Database(cluster.host(), cluster.port(), cluster.database(), login.user(), login.password()),
                surroundings.clock(),
                surroundings.random());
    }
}
