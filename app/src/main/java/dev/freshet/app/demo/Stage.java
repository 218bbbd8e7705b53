package dev.freshet.app.demo;

import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.terminal.Terminal;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What the demonstration plays on: a running Freshet, one of its clusters, and somebody who looks. */
public record Stage(
        Terminal terminal,
        SignedHttp http,
        String region,
        String account,
        String clusterId,
        Database database,
        InstantSource clock,
        RandomGenerator random) {

    /** Where the cluster's rows are written. */
    public record Database(String host, int port, String name, String user, String password) {
        String url() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + name;
        }

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + name;
        }
    }
}
