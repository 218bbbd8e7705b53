package dev.freshet.app.command;

/** Tells a server that it is to stop. */
@FunctionalInterface
public interface StopSignal {
    void await() throws InterruptedException;
}
