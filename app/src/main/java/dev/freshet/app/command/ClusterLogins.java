package dev.freshet.app.command;

import dev.freshet.app.home.Home;
import java.io.IOException;
import java.util.Optional;

/** The database users that Freshet made, read from the home: passwords never travel over the endpoint. */
@FunctionalInterface
public interface ClusterLogins {
    Optional<Login> admin(Home home, String clusterId) throws IOException;

    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
