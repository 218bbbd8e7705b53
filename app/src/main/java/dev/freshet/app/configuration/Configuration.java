package dev.freshet.app.configuration;

import java.nio.file.Path;
import java.util.Map;

/**
 * All of Freshet's configuration, one record per concern.
 *
 * <p>For each setting the first of these that gives it wins: the command's flag, the environment, {@code
 * freshet.yaml} in the home, the default. What {@code freshet env} prints for other programs (AWS_REGION, PGPORT,
 * FRESHET_ACCOUNT_ID and so on) is never read: a shell set up as a client must not change what a server does.
 */
public record Configuration(
        HomeConfig home,
        EndpointConfig endpoint,
        DatabaseConfig database,
        AccountConfig account,
        DataStreamConfig dataStreams) {

    /**
     * Reads every source.
     *
     * @throws ConfigurationException for a value that cannot be used or a file that cannot be understood
     */
    public static Configuration read(Map<Setting, String> flags, Map<String, String> environment) {
        GivenSettings given = flagsAndEnvironment(flags, environment);
        HomeConfig home = HomeConfig.read(given, environment);
        ConfigurationFile.read(home.folder(), given);
        return new Configuration(
                home,
                EndpointConfig.read(given),
                DatabaseConfig.read(given),
                AccountConfig.read(given),
                DataStreamConfig.read(given));
    }

    /** Reads the home alone, for commands that ask a running Freshet for everything else. */
    public static HomeConfig readHome(Map<Setting, String> flags, Map<String, String> environment) {
        return HomeConfig.read(flagsAndEnvironment(flags, environment), environment);
    }

    /** The same configuration in another home, as the demonstration runs in. */
    public Configuration withHome(Path folder) {
        return new Configuration(new HomeConfig(folder), endpoint, database, account, dataStreams);
    }

    public Configuration withEndpoint(EndpointConfig other) {
        return new Configuration(home, other, database, account, dataStreams);
    }

    private static GivenSettings flagsAndEnvironment(Map<Setting, String> flags, Map<String, String> environment) {
        GivenSettings given = new GivenSettings();
        flags.forEach((setting, value) -> given.add(setting, value, setting.flag() + " '" + value + "'"));
        for (Setting setting : Setting.values()) {
            String value = environment.getOrDefault(setting.environmentName(), "");
            given.add(setting, value, setting.environmentName() + " '" + value + "'");
        }
        return given;
    }
}
