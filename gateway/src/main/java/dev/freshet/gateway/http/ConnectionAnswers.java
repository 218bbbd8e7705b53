package dev.freshet.gateway.http;

import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The answers that go on over one HTTP/2 connection, so that its client can take back what it has asked for, and what
 * Helidon cannot do for its streams.
 */
final class ConnectionAnswers {
    /** Until an answer that is taken back has ended, which it does wherever it is. */
    private static final Duration END_OF_ANSWER_MAX = Duration.ofSeconds(2);

    private static final ScopedValue<ConnectionAnswers> OF_THIS_THREAD = ScopedValue.newInstance();

    private final Map<Thread, RunningAnswer> running = new ConcurrentHashMap<>();

    /**
     * Streams taken back while no answer of theirs went on: it may begin yet, or is sent already. A client that takes
     * back very many before they begin gets some answers anyway.
     */
    private final LatestStreams takenBack = new LatestStreams();

    /** Nobody takes what still comes over these. Who sends on over very many holds up his own connection. */
    private final LatestStreams abandoned = new LatestStreams();

    private final int streamsMax;

    /** Streams as Helidon counts them, each until its task is over. Guarded by this object. */
    private int open;

    /** @param streamsMax how many Helidon lets be open at once */
    ConnectionAnswers(int streamsMax) {
        this.streamsMax = streamsMax;
    }

    /** Of the connection that this thread answers over, if that is one of HTTP/2. */
    static Optional<ConnectionAnswers> ofThisThread() {
        return OF_THIS_THREAD.isBound() ? Optional.of(OF_THIS_THREAD.get()) : Optional.empty();
    }

    /** The same executor, for tasks that answer over this connection. */
    ExecutorService known(ExecutorService executor) {
        return new BoundExecutor(executor, task -> () -> {
            try {
                ScopedValue.where(OF_THIS_THREAD, this).run(task);
            } finally {
                closed();
            }
        });
    }

    /**
     * Counts a stream that the client opens. Where as many are open as may be, it waits for a moment until one is not: a
     * client may open another as soon as it has taken one back or seen its end, when Helidon still counts that; and
     * Helidon closes the connection for one too many.
     */
    synchronized void opened() {
        long deadline = System.nanoTime() + END_OF_ANSWER_MAX.toNanos();
        long left = END_OF_ANSWER_MAX.toNanos();
        try {
            while (isFull() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open++;
    }

    synchronized boolean isFull() {
        return open >= streamsMax;
    }

    private synchronized void closed() {
        open--;
        notifyAll();
    }

    /** Nobody will take what still comes over this stream. */
    void abandon(int stream) {
        abandoned.add(stream);
    }

    /** Whether what comes over this stream would stay where Helidon has put it, and with it all that comes behind it. */
    boolean isAbandoned(int stream) {
        return abandoned.contains(stream);
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

    /** Sends this stream's answer, which ends where it is when the client takes it back. */
    void answer(int stream, Runnable send) {
        RunningAnswer answer = begin(stream);
        try {
            send.run();
        } finally {
            close(answer);
        }
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
