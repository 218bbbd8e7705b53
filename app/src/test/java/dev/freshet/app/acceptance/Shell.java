package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A person's shell: a folder, an environment, and command lines typed into it as AWS's guide prints them.
 *
 * @param environment all of it
 */
record Shell(Path folder, Map<String, String> environment) {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    Shell {
        environment = Map.copyOf(environment);
    }

    /**
     * Knows the machine's programs and nothing else: no AWS and no PostgreSQL settings, and a home folder without
     * any, whatever the person who runs the tests has in theirs.
     */
    static Shell clean(Path folder) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Whatever is out of date by the tests' own clock must not start Maven inside of Maven.
        environment.put("FRESHET_BUILD", "never");
        return new Shell(folder, environment);
    }

    String variable(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    /** With more variables, or other values. */
    Shell with(Map<String, String> more) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.putAll(more);
        return new Shell(folder, changed);
    }

    Shell in(Path otherFolder) {
        return new Shell(otherFolder, environment);
    }

    Child start(List<String> command) {
        return Child.start(folder, environment, command);
    }

    /** Runs one command line, or several, to their end. */
    Outcome type(String commandLine) {
        return typeInto(commandLine, "");
    }

    /** @param input what the command reads from its standard input */
    Outcome typeInto(String commandLine, String input) {
        try (Child child = start(List.of("/bin/bash", "-c", commandLine))) {
            if (!input.isEmpty()) {
                child.writeLine(input);
            }
            child.closeInput();
            return child.awaitExit(LIMIT);
        }
    }

    void save(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
