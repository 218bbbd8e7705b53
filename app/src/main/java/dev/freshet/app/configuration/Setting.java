package dev.freshet.app.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that can be set, each under one name: {@code DATABASE_PORT} is the flag {@code --database-port}, the
 * environment's {@code FRESHET_DATABASE_PORT} and the key {@code database-port} in {@code freshet.yaml}.
 *
 * <p>To add one: a constant here, a component in the record of its concern, its line in docs/configuration.md. A
 * test fails for a constant without a test of its default and of its mapping.
 */
public enum Setting {
    HOME("the folder that holds all of Freshet's state"),
    PORT("the AWS endpoint's port"),
    TLS_PORT("the AWS endpoint's port with TLS"),
    DATABASE_PORT("the default cluster's PostgreSQL port"),
    REGION("the AWS region that Freshet plays"),
    ACCOUNT("the AWS account that Freshet plays"),
    LIMITS("whether data streams have AWS's limits: on or off");

    private final String meaning;

    Setting(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public String flag() {
        return "--" + key();
    }

    public String environmentName() {
        return "FRESHET_" + name();
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All but the home, which is where the file lies. */
    public boolean mayStandInFile() {
        return this != HOME;
    }

    static List<String> keysInFile() {
        return Arrays.stream(values())
                .filter(Setting::mayStandInFile)
                .map(Setting::key)
                .toList();
    }
}
