package dev.freshet.app.command;

import dev.freshet.app.FreshetStarter;
import dev.freshet.app.home.Home;
import dev.freshet.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Somebody who types commands in a home, with what they see. Their servers stop when {@link #pressCtrlC} is called. */
final class CommandLineUser {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<String, String> environment;
    private final Path home;
    private FreshetStarter starter = (configuration, _) -> new FakeFreshet(configuration);

    CommandLineUser(Path home) {
        this.home = home;
        this.environment = new HashMap<>(Map.of("HOME", "/nonexistent"));
    }

    CommandLineUser with(FreshetStarter other) {
        starter = other;
        return this;
    }

    CommandLineUser with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Types a command about the home. */
    int type(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return typeExactly(all.toArray(String[]::new));
    }

    int typeExactly(String... arguments) {
        out.reset();
        err.reset();
        return FreshetCommand.run(
                new Surroundings(
                        "./freshet",
                        environment,
                        new Terminal(stream(out), stream(err), false),
                        starter,
                        CommandLineUser::login,
                        () -> stop::await,
                        InstantSource.system(),
                        new Random(7)),
                arguments);
    }

    void pressCtrlC() {
        stop.countDown();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Optional<ClusterLogins.Login> login(Home home, String clusterId) {
        return clusterId.equals(FakeFreshet.CLUSTER)
                ? Optional.of(new ClusterLogins.Login("admin", "it's secret"))
                : Optional.empty();
    }

    private static PrintStream stream(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
