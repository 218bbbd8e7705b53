package dev.freshet.app.wiring;

import dev.freshet.app.command.ClusterLogins;
import dev.freshet.app.home.Home;
import dev.freshet.cluster.ServerCredentials;
import java.util.Optional;

/** The databases' users, read where the servers keep them. */
public final class HomeLogins implements ClusterLogins {
    @Override
    public Optional<Login> admin(Home home, String clusterId) {
        return ServerCredentials.in(home.clustersFolder().resolve(clusterId))
                .map(ServerCredentials::admin)
                .map(login -> new Login(login.user(), login.password()));
    }
}
