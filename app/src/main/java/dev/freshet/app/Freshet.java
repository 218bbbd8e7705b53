package dev.freshet.app;

import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.home.RootAccessKey;

/** Joins the modules into one program. */
public final class Freshet {
    private Freshet() {}

    /** @see FreshetStarter#start */
    public static RunningFreshet start(Configuration configuration, RootAccessKey rootAccessKey) {
        throw new StartException(
                new StartFailure.Unusable("The services are not joined yet", "wait for the next commit"), null);
    }
}
