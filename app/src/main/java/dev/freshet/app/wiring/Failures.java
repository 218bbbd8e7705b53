package dev.freshet.app.wiring;

import dev.freshet.app.StartException;
import dev.freshet.app.StartFailure;
import dev.freshet.app.StartFailure.Explained;
import dev.freshet.app.StartFailure.PortInUse;
import dev.freshet.app.StartFailure.Unusable;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.DatabaseConfig.DatabasePort;
import dev.freshet.app.configuration.Setting;
import dev.freshet.catalog.CatalogException;
import dev.freshet.cluster.ClusterException;

/** Why a start failed, for the person at the terminal. */
public final class Failures {
    private Failures() {}

    public static StartException ofStart(Exception e, Configuration configuration) {
        if (e instanceof StartException known) {
            return known;
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new StartException(failure(e, configuration), e);
    }

    private static StartFailure failure(Exception e, Configuration configuration) {
        return switch (e) {
            case ClusterException cluster -> ofServer(cluster, configuration);
            case CatalogException catalog -> new Explained(String.valueOf(catalog.getMessage()));
            case InterruptedException _ -> new Unusable("Freshet was interrupted while it started", "start it again");
            default ->
                new Unusable(
                        "Freshet did not start: " + e,
                        "its log in " + configuration.home().folder() + " tells more");
        };
    }

    private static StartFailure ofServer(ClusterException e, Configuration configuration) {
        return e.kind() == ClusterException.Kind.PORT_TAKEN
                        && configuration.database().port() instanceof DatabasePort.Exactly(int port)
                ? new PortInUse(Setting.DATABASE_PORT, port)
                : new Explained(String.valueOf(e.getMessage()));
    }
}
