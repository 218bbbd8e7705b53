package dev.freshet.bench.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Callers side by side, each of which calls again as soon as it is answered. */
final class Load {
    private Load() {}

    /** @return records a second, all callers together */
    static double during(Duration time, int callers, Supplier<Server.Caller> open) {
        long deadline = System.nanoTime() + time.toNanos();
        return run(callers, open, () -> System.nanoTime() < deadline).perSecond();
    }

    /** Until so many records are put, or the time is over. */
    static Done records(long records, Duration timeMax, int callers, Supplier<Server.Caller> open) {
        AtomicLong left = new AtomicLong(records);
        long deadline = System.nanoTime() + timeMax.toNanos();
        return run(callers, open, () -> left.getAndAdd(-Batch.RECORDS) > 0 && System.nanoTime() < deadline);
    }

    /** What was put in how long. */
    record Done(long records, double seconds) {
        double perSecond() {
            return records / seconds;
        }
    }

    private static Done run(int callers, Supplier<Server.Caller> open, BooleanSupplier goesOn) {
        List<Server.Caller> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                opened.add(open.get());
            }
            long start = System.nanoTime();
            List<Future<Long>> counts = new ArrayList<>();
            for (Server.Caller caller : opened) {
                counts.add(threads.submit(() -> calls(caller, goesOn)));
            }
            long records = 0;
            for (Future<Long> count : counts) {
                records += count.get();
            }
            return new Done(records, (System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            opened.forEach(Server.Caller::close);
        }
    }

    private static long calls(Server.Caller caller, BooleanSupplier goesOn) {
        long records = 0;
        while (goesOn.getAsBoolean()) {
            records += caller.call();
        }
        return records;
    }
}
