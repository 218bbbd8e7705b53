package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.wire.HeaderFields;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyTest {
    private static final HeaderFields UNDECLARED = HeaderFields.of();

    private final SlowPeers patient = new SlowPeers(Duration.ofMinutes(10));
    private final SlowPeers impatient = new SlowPeers(Duration.ofMillis(1));
    private final BodyBudget budget = new BodyBudget(1024L * 1024 * 1024);
    private final RequestBody bodies = new RequestBody(patient);

    @AfterEach
    void stop() {
        patient.close();
        impatient.close();
    }

    private static HeaderFields declared(long length) {
        return HeaderFields.of("Content-Length", Long.toString(length));
    }

    private Optional<byte[]> read(InputStream in, HeaderFields headers, BodyBudget.Share share) throws IOException {
        return bodies.read(() -> in, headers, share);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000, RequestBody.BYTES_MAX})
    void everyLengthUpToTheLimitIsReadDeclaredOrNot(int length) throws IOException {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        assertThat(read(new Dribble(body), declared(length), budget.open())).hasValue(body);
        assertThat(read(new Dribble(body), UNDECLARED, budget.open())).hasValue(body);
    }

    @Test
    void aLargerOneIsNotRead() throws IOException {
        byte[] body = new byte[RequestBody.BYTES_MAX + 1];
        assertThat(read(new ByteArrayInputStream(body), declared(body.length), budget.open()))
                .isEmpty();
        assertThat(read(new ByteArrayInputStream(body), UNDECLARED, budget.open()))
                .isEmpty();
    }

    @Test
    void whatComesBehindTheDeclaredLengthIsLeft() throws IOException {
        InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3});
        assertThat(read(in, declared(2), budget.open())).hasValue(new byte[] {1, 2});
        assertThat(in.read()).isEqualTo(3);
    }

    @Test
    void aBodyThatEndsEarlyIsNoBody() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[5]), declared(6), budget.open()))
                .isInstanceOf(EOFException.class)
                .hasMessage("The sender ended after 5 of 6 bytes");
    }

    @Test
    void aSenderThatStopsIsWaitedForNoLongerThanThePatienceLasts() {
        assertThatThrownBy(() -> new RequestBody(impatient).read(Silence::new, declared(6), budget.open()))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void bodiesTogetherTakeNoMoreThanTheirBudgetAndGiveItBack() throws IOException {
        BodyBudget small = new BodyBudget(1_000 * 1024);
        InputStream large = new ByteArrayInputStream(new byte[600_000]);
        try (BodyBudget.Share first = small.open()) {
            assertThat(read(large, declared(600_000), first)).isPresent();
            try (BodyBudget.Share second = small.open()) {
                assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[600_000]), declared(600_000), second))
                        .isInstanceOf(RequestBody.NoRoomException.class);
            }
            try (BodyBudget.Share little = small.open()) {
                assertThat(read(new ByteArrayInputStream(new byte[60_000]), UNDECLARED, little))
                        .isPresent();
            }
        }
        try (BodyBudget.Share third = small.open()) {
            assertThat(third.growTo(1_000 * 1024)).isTrue();
        }
    }

    @Test
    void noInterruptComesBehindTheBody() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            try (SlowPeers.Watch _ = impatient.watch()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        CountDownLatch never = new CountDownLatch(1);
        assertThat(never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
    }

    /** Gives a few bytes at a time, as a socket does. */
    private static final class Dribble extends InputStream {
        private final InputStream all;

        Dribble(byte[] bytes) {
            all = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return all.read(buffer, offset, Math.min(length, 7_919));
        }
    }

    /** Waits like a socket of which nothing comes. */
    private static final class Silence extends InputStream {
        @Override
        public int read() throws IOException {
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }
}
