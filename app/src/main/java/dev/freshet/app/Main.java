package dev.freshet.app;

import dev.freshet.app.command.FreshetCommand;
import dev.freshet.app.command.ProcessEnd;
import dev.freshet.app.command.Surroundings;
import dev.freshet.app.terminal.Terminal;
import dev.freshet.app.wiring.HomeLogins;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The program's entry: gives the freshet command the real world to work on. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ProcessEnd end = new ProcessEnd();
        Surroundings surroundings = new Surroundings(
                System.getProperty("freshet.command", "freshet"),
                System.getenv(),
                Terminal.ofProcess(System.getenv()),
                Freshet::start,
                new HomeLogins(),
                end::onSignal,
                InstantSource.system(),
                new SecureRandom());
        try {
            end.exit(FreshetCommand.run(surroundings, arguments));
        } catch (Error e) {
            // Out of memory, or a damaged installation. Whoever waits for this process must not wait for ever.
            e.printStackTrace();
            end.exit(1);
        }
    }
}
