package dev.freshet.bench.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child process that is measured from outside, as Linux's proc(5) tells. */
public final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path folder;
    private final Path output;
    private final long startedNanos;
    /** A measurement that is ended by a signal must not leave servers behind. */
    private final Thread stop;

    private ServerProcess(Process process, Path folder, Path output, long startedNanos) {
        this.process = process;
        this.folder = folder;
        this.output = output;
        this.startedNanos = startedNanos;
        this.stop = new Thread(process::destroy, "stop-server");
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /**
     * @param folder it works in
     * @param output takes what it prints
     */
    public static ServerProcess start(Path folder, List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        long startedNanos = System.nanoTime();
        return new ServerProcess(builder.start(), folder, output, startedNanos);
    }

    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** @throws IllegalStateException with what it printed, when it has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The server ended with " + process.exitValue() + ":\n" + printed());
        }
    }

    public String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of this process alone. */
    public long residentBytes() {
        return field(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:");
    }

    /** Of this process and of all others that it keeps; what they share is counted once. */
    public long bytesOfAll() {
        return all().mapToLong(ServerProcess::proportionalBytes).sum();
    }

    /** Processor time of this process and of all others that it keeps. */
    public Duration cpuOfAll() {
        return all().map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Database servers have sessions of their own and are nobody's children, but they name their folder. */
    private Stream<ProcessHandle> all() {
        Stream<ProcessHandle> inFolder = ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(folder.toString()));
        return Stream.concat(Stream.of(process.toHandle()), inFolder)
                .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
                .distinct();
    }

    /** A process may end while it is looked at. */
    private static long proportionalBytes(ProcessHandle each) {
        try {
            return field(Path.of("/proc", Long.toString(each.pid()), "smaps_rollup"), "Pss:");
        } catch (UncheckedIOException e) {
            if (each.isAlive()) {
                throw e;
            }
            return 0;
        }
    }

    private static long field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            String line =
                    lines.filter(each -> each.startsWith(name)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }

    /** Asks it to end and waits. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stop);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
