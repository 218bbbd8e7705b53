package dev.freshet.app.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where state is kept.
 *
 * @param folder absolute
 */
public record HomeConfig(Path folder) {
    static final String DEFAULT_FOLDER = ".freshet";

    public HomeConfig {
        folder = folder.toAbsolutePath().normalize();
    }

    static HomeConfig read(GivenSettings given, Map<String, String> environment) {
        return new HomeConfig(given.read(Setting.HOME, HomeConfig::folder).orElseGet(() -> defaultFolder(environment)));
    }

    /** Whether this is the home that commands work in when nobody names one. */
    public boolean isDefault(Map<String, String> environment) {
        return folder.equals(new HomeConfig(defaultFolder(environment)).folder);
    }

    /** Java's user.home comes from the password file; people who change HOME mean it. */
    private static Path defaultFolder(Map<String, String> environment) {
        String userHome = environment.getOrDefault("HOME", "");
        return Path.of(userHome.isEmpty() ? System.getProperty("user.home") : userHome, DEFAULT_FOLDER);
    }

    private static Path folder(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it must be the path of a folder", e);
        }
    }
}
