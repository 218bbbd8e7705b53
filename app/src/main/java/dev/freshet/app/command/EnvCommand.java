package dev.freshet.app.command;

import dev.freshet.app.home.Home;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.app.status.Status;
import dev.freshet.app.terminal.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints all lines or none: a shell that evaluates half of them would speak to two worlds. */
@Command(name = "env", description = "Prints settings for AWS clients and psql, for: eval \"$(freshet env)\"")
final class EnvCommand implements Callable<Integer> {
    /** What an earlier life of the shell may have set, and what would beat or spoil our exports. */
    private static final String CLEARED = "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_PROFILE";

    private final Surroundings surroundings;

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            description = "The cluster for psql (default: the default cluster).")
    private @Nullable String clusterId;

    EnvCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Home home = homeOption.read(surroundings.environment());
        RunningServer server = RunningServer.require(surroundings, home);
        Status status = server.status();
        List<String> lines = new ArrayList<>(account(status, server.rootAccessKey()));
        lines.addAll(tls(status));
        lines.addAll(database(home, status));
        lines.add(CLEARED);
        surroundings.terminal().out().println(String.join("\n", lines));
        return 0;
    }

    private static List<String> account(Status status, RootAccessKey key) {
        return List.of(
                export("AWS_ENDPOINT_URL", status.endpoint().toString()),
                export("AWS_ACCESS_KEY_ID", key.id()),
                export("AWS_SECRET_ACCESS_KEY", key.secret()),
                export("AWS_REGION", status.region()),
                export("AWS_DEFAULT_REGION", status.region()),
                export("FRESHET_ACCOUNT_ID", status.account()));
    }

    /** Clients that are told to take the endpoint with TLS trust its certificate, Python's and Node's by these names. */
    private static List<String> tls(Status status) {
        Status.Tls tls = status.tls();
        return tls == null
                ? List.of()
                : List.of(
                        export("FRESHET_TLS_ENDPOINT_URL", tls.endpoint().toString()),
                        export("AWS_CA_BUNDLE", tls.authority().toString()),
                        export("NODE_EXTRA_CA_CERTS", tls.authority().toString()));
    }

    private List<String> database(Home home, Status status) throws IOException {
        Status.Cluster cluster = chosen(status);
        ClusterLogins.Login login = surroundings
                .clusterLogins()
                .admin(home, cluster.id())
                .orElseThrow(() -> new CommandFailure(
                        "The home " + home.folder() + " holds no password for cluster " + cluster.id()));
        if (cluster.host() == null || cluster.port() == null) {
            throw new CommandFailure("Cluster " + cluster.id() + " is " + cluster.status()
                    + " and has no server to connect to; wait until it is ACTIVE");
        }
        return List.of(
                export("FRESHET_CLUSTER_ID", cluster.id()),
                export("PGHOST", cluster.host()),
                export("PGPORT", cluster.port().toString()),
                export("PGUSER", login.user()),
                export("PGPASSWORD", login.password()),
                export("PGDATABASE", cluster.database()));
    }

    private Status.Cluster chosen(Status status) {
        String wanted = Optional.ofNullable(clusterId)
                .or(() -> Optional.ofNullable(status.defaultCluster()))
                .orElseThrow(() -> new CommandFailure(
                        "The default cluster was deleted; choose another with --cluster ID" + known(status)));
        return status.cluster(wanted)
                .orElseThrow(() -> new CommandFailure("There is no cluster '" + wanted + "'" + known(status)));
    }

    private static String known(Status status) {
        List<String> ids = status.clusters().stream().map(Status.Cluster::id).toList();
        return ids.isEmpty() ? "; there is none at all" : "; there is " + String.join(", ", ids);
    }

    private static String export(String name, String value) {
        return "export " + name + "=" + Shell.quote(value);
    }
}
