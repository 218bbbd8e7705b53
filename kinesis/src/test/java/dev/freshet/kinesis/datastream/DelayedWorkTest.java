package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stays at work whatever goes wrong once. */
@Timeout(60)
class DelayedWorkTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final DelayedWork work = new DelayedWork(SOON);

    @AfterEach
    void close() {
        work.close();
    }

    private static Runnable failingOnce(Class<?> failure, CountDownLatch worked) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            if (calls.getAndIncrement() > 0) {
                worked.countDown();
            } else if (failure == OutOfMemoryError.class) {
                throw new OutOfMemoryError("Only this time");
            } else {
                throw new IllegalStateException("Only this time");
            }
        };
    }

    private static void assertWorks(Class<?> failure, Consumer<Runnable> start) throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(1);
        start.accept(failingOnce(failure, worked));
        assertThat(worked.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void whatIsDoneEverySoOftenGoesOnAfterAFailure(Class<?> failure) throws InterruptedException {
        assertWorks(failure, task -> work.every(SOON, "Failing once", task));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void whatFailsNowOrLaterIsTriedAgain(Class<?> failure) throws InterruptedException {
        assertWorks(failure, task -> work.after(Duration.ZERO, "Failing at once", task));
        assertWorks(failure, task -> work.after(SOON, "Failing later", task));
    }

    @Test
    void whatIsToBeDoneOnceIsNotTriedAgain() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch next = new CountDownLatch(1);
        work.soon("Failing", () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("Every time");
        });
        work.soon("Behind it", next::countDown);
        assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(1);
    }
}
