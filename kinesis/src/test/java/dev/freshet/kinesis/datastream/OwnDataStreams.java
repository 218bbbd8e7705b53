package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;
import dev.freshet.kinesis.log.AdjustableClock;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Data streams of each test's own, on a clock that it moves: their records in a folder, all else in memory. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
abstract class OwnDataStreams {
    static final DataStreamName ORDERS = new DataStreamName("orders");
    /** Until failed work is tried again. */
    private static final Duration RETRY_PAUSE = Duration.ofMillis(10);

    static final Home HOME = new Home(new AccountId("123456789012"), new Region("us-east-1"));

    @TempDir
    Path folder;

    final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    /** As of {@link System#nanoTime}. */
    final AtomicLong nanos = new AtomicLong();

    final FakeDataStreamStore store = new FakeDataStreamStore();
    RecordLog log;
    DelayedWork work = new DelayedWork(RETRY_PAUSE);

    @BeforeEach
    final void openLog() {
        log = new RocksRecordLog(folder, RocksSettings.defaults(), clock);
    }

    @AfterEach
    final void closeLog() {
        work.close();
        log.close();
    }

    /** As a process that starts finds them; what an earlier one had still to do is over. */
    final DataStreams start(InstantSource time, StreamDelays delays, AccountLimits limits) {
        work.close();
        work = new DelayedWork(RETRY_PAUSE);
        return new DataStreams(HOME, store, log, time, UUID::randomUUID, delays, limits, work, nanos::get);
    }

    final DataStreams start(StreamDelays delays, AccountLimits limits) {
        return start(clock, delays, limits);
    }

    final DataStreams start() {
        return start(StreamDelays.NONE, AccountLimits.AWS);
    }
}
