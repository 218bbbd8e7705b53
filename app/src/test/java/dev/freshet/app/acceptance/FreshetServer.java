package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Freshet as a person runs it: the script, a home of its own, ports of its own. It can be started, asked, interrupted
 * and killed, and started again in the same home. Closing it ends it, and everything that it left running.
 */
final class FreshetServer implements AutoCloseable {
    /** The last line but nothing of the first ones; after it, everything must answer. */
    static final Pattern READY = Pattern.compile("(?i)\\bready\\b");

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int LOG_LINES_SHOWN = 60;

    private final String script;
    private final Path home;
    private final Shell shell;
    private final int port;
    private final int databasePort;
    private @Nullable Child process;

    /** @param shell what the server's own process inherits */
    FreshetServer(String script, Path home, Shell shell) {
        this(script, home, shell, freePort(), freePort());
    }

    private FreshetServer(String script, Path home, Shell shell, int port, int databasePort) {
        this.script = script;
        this.home = home;
        this.shell = shell;
        this.port = port;
        this.databasePort = databasePort;
    }

    /** One in a folder of its own below the build's folder, not started yet. */
    static FreshetServer inNewHome(String name) {
        Path folder = Project.newFolder(name);
        return new FreshetServer(Project.script().toString(), folder.resolve("home"), Shell.clean(folder));
    }

    /** A port that nobody uses. Somebody might, before it is taken; nobody does on a machine that runs tests. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    int databasePort() {
        return databasePort;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** As it is while a server runs. */
    Child process() {
        return Objects.requireNonNull(process, "not started");
    }

    FreshetServer up() {
        launch().awaitLine(READY, START_LIMIT);
        return this;
    }

    /** Starts it without waiting for it. */
    Child launch() {
        return launch(List.of());
    }

    /** @param wrapper a program that runs the command it is given */
    Child launch(List<String> wrapper) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(command("up"));
        command.addAll(List.of("--port", "" + port, "--database-port", "" + databasePort));
        Child started = shell.start(command);
        process = started;
        return started;
    }

    /** A command line of the script about this home. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(script);
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--home", home.toString()));
        return command;
    }

    /** The same home and ports, started by somebody whose shell has these variables too. */
    FreshetServer with(Map<String, String> environment) {
        return new FreshetServer(script, home, shell.with(environment), port, databasePort);
    }

    /** Starts another command of the script about this home. */
    Child start(String... arguments) {
        return shell.start(command(arguments));
    }

    /** Runs another command of the script about this home to its end. */
    Outcome run(String... arguments) {
        try (Child child = start(arguments)) {
            child.closeInput();
            return child.awaitExit(START_LIMIT);
        }
    }

    JsonNode status() {
        return run("status", "--json").json();
    }

    /** What {@code status --json} says about one of them, such as of {@code cdcStreams}. */
    JsonNode status(String list, String id) {
        return status().path(list).values().stream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Kills the server's process alone, as the kernel does when memory runs out: nothing is told, nothing is tidied. */
    void kill() {
        Child running = process();
        running.signal("KILL");
        running.awaitExit(STOP_LIMIT);
    }

    /** Ends it as a service manager does. */
    Outcome stop() {
        Child running = process();
        running.signal("TERM");
        return running.awaitExit(STOP_LIMIT);
    }

    /** A shell into which {@code eval "$(freshet env)"} was typed, in a folder for the person's own files. */
    Shell user(String... options) {
        Path folder = Project.newFolder("user");
        Shell before = Shell.clean(folder);
        List<String> command =
                command(Stream.concat(Stream.of("env"), Arrays.stream(options)).toArray(String[]::new));
        Outcome printed = before.with(Map.of("FRESHET", String.join(" ", command)))
                .type("exports=\"$($FRESHET)\" && eval \"$exports\" && unset FRESHET && env -0");
        Map<String, String> environment = new TreeMap<>();
        for (String variable : printed.succeeded().out().split("\0")) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Shell(folder, environment);
    }

    /** The processes that have this home in their command line, whoever their parent is. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(home.toString()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** What a person would look at after a failure. */
    String describe() {
        return (process == null ? "Freshet was not started" : process.toString()) + "\n--- end of its log\n"
                + endOfLog();
    }

    private String endOfLog() {
        Path log = home.resolve("freshet.log");
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of("(no " + log + ")");
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + log + " is not readable: " + e + ")";
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
        processes().forEach(ProcessHandle::destroyForcibly);
        Project.delete(home);
    }
}
