package dev.freshet.app.command;

import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of a server as flags, kept as text: {@link Configuration} reads all sources alike. */
final class ServerOptions {
    @Mixin
    HomeOption home = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The AWS endpoint's port, 0 for any free one (default: 4566).")
    private @Nullable String port;

    @Option(
            names = "--tls-port",
            paramLabel = "N",
            description = "The same endpoint with TLS, 0 for any free one (default: 4567, or the next free one).")
    private @Nullable String tlsPort;

    @Option(
            names = "--database-port",
            paramLabel = "N",
            description = "The default cluster's PostgreSQL port (default: 5432, or the next free one).")
    private @Nullable String databasePort;

    @Option(names = "--region", paramLabel = "REGION", description = "The AWS region to play (default: us-east-1).")
    private @Nullable String region;

    @Option(names = "--account", paramLabel = "ID", description = "The AWS account to play (default: 123456789012).")
    private @Nullable String account;

    @Option(
            names = "--limits",
            paramLabel = "on|off",
            description = "Whether data streams have AWS's limits (default: on).")
    private @Nullable String limits;

    Configuration read(Map<String, String> environment) {
        return Configuration.read(flags(), environment);
    }

    private Map<Setting, String> flags() {
        Map<Setting, String> flags = home.flags();
        put(flags, Setting.PORT, port);
        put(flags, Setting.TLS_PORT, tlsPort);
        put(flags, Setting.DATABASE_PORT, databasePort);
        put(flags, Setting.REGION, region);
        put(flags, Setting.ACCOUNT, account);
        put(flags, Setting.LIMITS, limits);
        return flags;
    }

    private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}
