package dev.freshet.gateway.http;

/** An answer that goes on until somebody ends it, and the thread that writes it. */
final class RunningAnswer {
    private final int stream;
    private final Thread writer = Thread.currentThread();
    private boolean ended;
    private boolean onTheWire;
    private boolean closed;

    /** @param stream of HTTP/2 */
    RunningAnswer(int stream) {
        this.stream = stream;
    }

    int stream() {
        return stream;
    }

    /** Interrupts the writer wherever it waits. */
    synchronized void end() {
        ended = true;
        interrupt();
    }

    synchronized boolean ended() {
        return ended;
    }

    /** What an interrupt would not end but break: it closes the connection, which other answers share. */
    void uninterrupted(Runnable write) {
        synchronized (this) {
            onTheWire = true;
            if (ended) {
                Thread.interrupted();
            }
        }
        try {
            write.run();
        } finally {
            synchronized (this) {
                onTheWire = false;
                if (ended) {
                    interrupt();
                }
            }
        }
    }

    /** From here on no interrupt comes, and none is left. */
    synchronized void close() {
        closed = true;
        Thread.interrupted();
    }

    private void interrupt() {
        if (!onTheWire && !closed) {
            writer.interrupt();
        }
    }
}
