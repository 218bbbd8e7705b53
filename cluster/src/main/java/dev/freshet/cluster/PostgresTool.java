package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs PostgreSQL's programs as Freshet's children.
 *
 * <p>Their environment is made anew: a {@code PGHOST} or {@code PGDATA} of the terminal would change what they do, and
 * credentials of AWS are none of theirs. Only what is needed to find programs and temporary files is handed on.
 *
 * <p>PostgreSQL refuses to run as root. In a user namespace without a mapping ({@code unshare -U}) root is nobody to the
 * program, while the kernel still lets it use root's files as their owner; rights over the files of others are lost.
 */
final class PostgresTool {
    private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR");

    private PostgresTool() {}

    /** Runs the program to its end. The input may hold a secret: it goes through a pipe. */
    static ToolResult run(Path program, List<String> arguments, String input) {
        try {
            Process process = start(program, arguments, ProcessBuilder.Redirect.PIPE);
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // The program ended without reading all of it; its exit code and output tell why.
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ToolResult(Uninterrupted.exitCode(process), output);
        } catch (IOException e) {
            throw new ClusterException(Kind.BINARIES_DO_NOT_RUN, cannotRun(program, e), e);
        }
    }

    /** Starts the program without waiting; its output goes where {@code output} says, error output too. */
    static Process start(Path program, List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>();
        if (runsAsRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        cleanEnvironment(builder.environment());
        return builder.redirectErrorStream(true).redirectOutput(output).start();
    }

    /** Messages in English, for they are read by this program too; times in UTC. */
    static void cleanEnvironment(Map<String, String> environment) {
        environment.keySet().retainAll(INHERITED);
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }

    /** Linux only, where /proc/self belongs to the effective user. Elsewhere PostgreSQL's own refusal of root stands. */
    static boolean runsAsRoot() {
        try {
            Path self = Path.of("/proc/self");
            return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cannotRun(Path program, IOException e) {
        return runsAsRoot()
                ? "As root, PostgreSQL runs through 'unshare -U' (util-linux), which failed: " + e.getMessage()
                        + ". Run Freshet as another user."
                : program + " cannot be run: " + e.getMessage();
    }
}
