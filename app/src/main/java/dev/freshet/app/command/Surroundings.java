package dev.freshet.app.command;

import dev.freshet.app.FreshetStarter;
import dev.freshet.app.configuration.HomeConfig;
import dev.freshet.app.home.Home;
import dev.freshet.app.terminal.Shell;
import dev.freshet.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What commands touch outside themselves.
 *
 * @param invocation how the user calls this program, for lines that say what to type next
 * @param stopSignals gives the signal that ends a server
 * @param random good enough for secrets
 */
public record Surroundings(
        String invocation,
        Map<String, String> environment,
        Terminal terminal,
        FreshetStarter starter,
        ClusterLogins clusterLogins,
        Supplier<StopSignal> stopSignals,
        InstantSource clock,
        RandomGenerator random) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** How to call another command of Freshet so that it means the same home, from any shell. */
    String commandLine(String command, Home home) {
        boolean isDefault = new HomeConfig(home.folder()).isDefault(environment);
        String homeFlag =
                isDefault ? "" : " --home " + Shell.quote(home.folder().toString());
        return Shell.quote(invocation) + " " + command + homeFlag;
    }
}
