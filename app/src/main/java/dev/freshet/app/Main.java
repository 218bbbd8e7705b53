package dev.freshet.app;

import dev.freshet.app.command.FreshetCommand;
import dev.freshet.app.command.ProcessStopSignal;
import dev.freshet.app.command.Surroundings;
import dev.freshet.app.terminal.Terminal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** The program's entry: gives the freshet command the real world to work on. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = new Surroundings(
                System.getProperty("freshet.command", "freshet"),
                System.getenv(),
                Terminal.ofProcess(System.getenv()),
                Freshet::start,
                (_, _) -> Optional.empty(),
                ProcessStopSignal::install,
                InstantSource.system(),
                new SecureRandom());
        System.exit(FreshetCommand.run(surroundings, arguments));
    }
}
