package dev.freshet.app;

import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.home.RootAccessKey;

/** Starts all of Freshet in one home. {@link Freshet#start} in production; the commands are tested against others. */
@FunctionalInterface
public interface FreshetStarter {
    /**
     * Returns when everything answers and the default cluster is ACTIVE. The caller holds the home's lock and has
     * made its folder.
     *
     * @throws StartException when it cannot; then nothing is left running
     */
    RunningFreshet start(Configuration configuration, RootAccessKey rootAccessKey);
}
