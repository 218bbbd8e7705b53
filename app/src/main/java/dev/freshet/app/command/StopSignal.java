package dev.freshet.app.command;

/** Tells a server that it is to stop. Closing it says that everything is stopped. */
public interface StopSignal extends AutoCloseable {
    void await() throws InterruptedException;

    @Override
    void close();
}
