package dev.freshet.bench.streams;

import java.io.UncheckedIOException;
import java.time.Duration;

/** Waits for a server that starts. */
final class FirstAnswer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 5;

    private FirstAnswer() {}

    /**
     * Returns when ListStreams is answered.
     *
     * @return how long after its start
     */
    static Duration await(ServerProcess process, Endpoint endpoint) throws InterruptedException {
        byte[] request = new SignedRequests(endpoint).request("ListStreams", "{}");
        while (true) {
            try (RawConnection connection = new RawConnection(endpoint.uri().getPort())) {
                connection.exchange(request);
                return process.age();
            } catch (UncheckedIOException notYet) {
                process.requireAlive();
                if (process.age().compareTo(PATIENCE) > 0) {
                    throw new IllegalStateException("The server does not answer:\n" + process.printed(), notYet);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
