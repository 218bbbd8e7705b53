package dev.freshet.app.command;

import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.Setting;
import dev.freshet.app.home.Home;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home}, which every command takes. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The folder that holds all of Freshet's state (default: ~/.freshet).")
    private @Nullable String folder;

    Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        if (folder != null) {
            flags.put(Setting.HOME, folder);
        }
        return flags;
    }

    Home read(Map<String, String> environment) {
        return new Home(Configuration.readHome(flags(), environment).folder());
    }
}
