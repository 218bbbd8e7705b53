package dev.freshet.app.home;

import java.time.Instant;
import java.util.Optional;

/**
 * The operating system's process in which a Freshet runs. Process ids are used again, and after a restart of the
 * machine or the container by anybody; the start time tells whether it is still the same one.
 *
 * @param startedAtMillis milliseconds since 1970, 0 where the system does not tell
 */
public record ServerProcess(long pid, long startedAtMillis) {
    public static ServerProcess current() {
        ProcessHandle current = ProcessHandle.current();
        return new ServerProcess(current.pid(), startOf(current));
    }

    /** The process, as long as it lives. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process) == startedAtMillis);
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
