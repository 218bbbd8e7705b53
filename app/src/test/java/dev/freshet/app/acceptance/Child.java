package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process that a test started, with everything it wrote. Closing it kills it. */
final class Child implements AutoCloseable {
    private static final Duration PIPES_DRAINED = Duration.ofSeconds(60);

    private final String command;
    private final Process process;
    private final Output out;
    private final Output err;

    private Child(String command, Process process) {
        this.command = command;
        this.process = process;
        this.out = Output.of("stdout of " + command, process.getInputStream());
        this.err = Output.of("stderr of " + command, process.getErrorStream());
    }

    /** @param environment all of it: nothing is inherited from the tests' own process */
    static Child start(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(Interrupts.heeded(command)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(String.join(" ", command), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Output out() {
        return out;
    }

    Output err() {
        return err;
    }

    void writeLine(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("no longer reading: " + this, e);
        }
    }

    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws AssertionError with all that was written, when the line does not come */
    String awaitLine(Pattern pattern, Duration limit) {
        Optional<String> line = out.awaitLine(pattern, limit);
        if (line.isEmpty() && out.hasEnded()) {
            throw new AssertionError("it ended without a line with \"" + pattern + "\": " + awaitExit(PIPES_DRAINED));
        }
        return line.orElseThrow(() ->
                new AssertionError("no line with \"" + pattern + "\" within " + limit.toSeconds() + " s: " + this));
    }

    /** As {@code kill -SIGNAL pid} does, to this process alone. */
    void signal(String signal) {
        if (process.isAlive()) {
            Child kill =
                    start(Path.of("/"), Map.of(), List.of("/bin/sh", "-c", "kill -" + signal + " " + process.pid()));
            kill.awaitExit(Duration.ofSeconds(60));
        }
    }

    /** @throws AssertionError when it has not ended by then; it is killed first */
    Outcome awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                String written = toString();
                close();
                throw new AssertionError("still running after " + limit.toSeconds() + " s: " + written);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        }
        return new Outcome(command, process.exitValue(), out.awaitEnd(PIPES_DRAINED), err.awaitEnd(PIPES_DRAINED));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        String state = process.isAlive() ? "running" : "exit code " + process.exitValue();
        return command + " (" + state + ")\n--- stdout\n" + out.text() + "\n--- stderr\n" + err.text() + "\n---";
    }
}
