package dev.freshet.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in a data directory says (PostgreSQL, {@code src/include/utils/pidfile.h}): line 1 the
 * process, 3 its start, 4 the port, 8 the state. The file may be half written or left over by a process that is gone.
 */
record PostmasterFile(long pid, String startedEpochSeconds, int port, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int START_LINE = 2;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Path in(Path dataDirectory) {
        return dataDirectory.resolve("postmaster.pid");
    }

    /** Empty when there is none, or when it is not yet written as far as the port. */
    static Optional<PostmasterFile> read(Path dataDirectory) throws IOException {
        try {
            return parse(Files.readAllLines(in(dataDirectory)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(PID_LINE).strip()),
                    lines.get(START_LINE).strip(),
                    Integer.parseInt(lines.get(PORT_LINE).strip()),
                    ready));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether both tell of the same process, whatever its state. */
    boolean sameProcess(PostmasterFile other) {
        return pid == other.pid && startedEpochSeconds.equals(other.startedEpochSeconds);
    }
}
