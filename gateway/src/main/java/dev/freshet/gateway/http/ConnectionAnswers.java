package dev.freshet.gateway.http;

import io.helidon.common.buffers.DataWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The answers that go on over one HTTP/2 connection, so that its client can take back what it has asked for. */
final class ConnectionAnswers {
    /** More than Helidon answers at once. A client that takes back more before they begin gets some answers anyway. */
    private static final int TAKEN_BACK_MAX = 256;

    private static final ScopedValue<ConnectionAnswers> OF_THIS_THREAD = ScopedValue.newInstance();

    private final Map<Thread, RunningAnswer> running = new ConcurrentHashMap<>();

    /** Streams taken back while no answer of theirs went on: it may begin yet, or is sent already. */
    private final SequencedSet<Integer> takenBack = new LinkedHashSet<>();

    /** Of the connection that this thread answers over, if that is one of HTTP/2. */
    static Optional<ConnectionAnswers> ofThisThread() {
        return OF_THIS_THREAD.isBound() ? Optional.of(OF_THIS_THREAD.get()) : Optional.empty();
    }

    /** The same executor, for tasks that answer over this connection. */
    ExecutorService known(ExecutorService executor) {
        return new BoundExecutor(
                executor, task -> ScopedValue.where(OF_THIS_THREAD, this).run(task));
    }

    /** The same writer, for threads that may be interrupted. */
    DataWriter uninterrupted(DataWriter writer) {
        return new UninterruptedWriter(writer, this);
    }

    /** Of this thread; has ended already when the client was faster. */
    synchronized RunningAnswer begin(int stream) {
        RunningAnswer answer = new RunningAnswer(stream);
        running.put(Thread.currentThread(), answer);
        if (takenBack.remove(stream)) {
            answer.end();
        }
        return answer;
    }

    /** To be called by the thread that began it. */
    void close(RunningAnswer answer) {
        answer.close();
        running.remove(Thread.currentThread());
    }

    synchronized void takeBack(int stream) {
        Optional<RunningAnswer> answer = running.values().stream()
                .filter(each -> each.stream() == stream)
                .findFirst();
        if (answer.isPresent()) {
            answer.get().end();
            return;
        }
        takenBack.add(stream);
        if (takenBack.size() > TAKEN_BACK_MAX) {
            takenBack.removeFirst();
        }
    }

    void write(Runnable write) {
        RunningAnswer answer = running.get(Thread.currentThread());
        if (answer == null) {
            write.run();
        } else {
            answer.uninterrupted(write);
        }
    }
}
