package dev.freshet.app.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The lines that a process has written so far, gathered on a thread of their own and awaited from any other. */
final class Output {
    private final List<String> lines = new ArrayList<>();
    private boolean complete;

    static Output of(String name, InputStream stream) {
        Output output = new Output();
        // Reading a pipe holds a virtual thread's carrier, of which there are as few as processors.
        Thread.ofPlatform().daemon().name(name).start(() -> output.gather(stream));
        return output;
    }

    private void gather(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // A killed process's pipe: what came until then counts.
            add("[the output broke off: " + e.getMessage() + "]");
        } finally {
            complete();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** The first line that the pattern is found in; empty when the output ends, or the time, without one. */
    synchronized Optional<String> awaitLine(Pattern pattern, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (pattern.matcher(lines.get(seen)).find()) {
                    return Optional.of(lines.get(seen));
                }
            }
            if (complete || !awaitChange(deadline)) {
                return Optional.empty();
            }
        }
    }

    /** The line of that number, from 1; empty when the output ends, or the time, before it. */
    synchronized Optional<String> line(int number, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (lines.size() < number) {
            if (complete || !awaitChange(deadline)) {
                return Optional.empty();
            }
        }
        return Optional.of(lines.get(number - 1));
    }

    /** All lines, once the stream has ended. */
    synchronized List<String> awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!complete && awaitChange(deadline)) {
            // The condition is in the loop's head.
        }
        if (!complete) {
            throw new IllegalStateException("the output is still open after " + limit + ":\n" + text());
        }
        return lines();
    }

    private synchronized boolean awaitChange(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for output:\n" + text(), e));
        }
    }

    synchronized boolean hasEnded() {
        return complete;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
