package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A build that was started in the background by a shell without job control ignores SIGINT, and so would every process
 * that it starts: POSIX says so of asynchronous lists. Ctrl-C would reach nobody then.
 */
final class Interrupts {
    private static final long INT = 1L << (2 - 1);

    private Interrupts() {}

    /** The command as a shell in a terminal starts it. */
    static List<String> heeded(List<String> command) {
        return areIgnored()
                ? Stream.concat(Stream.of("/usr/bin/env", "--default-signal=INT"), command.stream())
                        .toList()
                : command;
    }

    private static boolean areIgnored() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & INT) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
