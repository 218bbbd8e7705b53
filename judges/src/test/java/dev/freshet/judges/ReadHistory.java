package dev.freshet.judges;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What an application's record processors were told, in the order in which they were told. Any thread may write and wait. */
final class ReadHistory {
    /** Something that a processor was told about its shard. */
    sealed interface Event {
        String shard();
    }

    /** It begins. */
    record Begun(String shard) implements Event {}

    /** A record came. */
    record Read(ShardRecord record) implements Event {
        @Override
        public String shard() {
            return record.shard();
        }
    }

    /** Everything in the shard was read, and the shard is closed. */
    record Ended(String shard) implements Event {}

    private static final long LIMIT_SECONDS = 600;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Event> events = new ArrayList<>();
    private final Set<ShardRecord> records = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();

    void add(Event event) {
        lock.lock();
        try {
            events.add(event);
            switch (event) {
                case Begun(String shard) -> begun.add(shard);
                case Read(ShardRecord read) -> records.add(read);
                case Ended(String shard) -> ended.add(shard);
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Event> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    void awaitRecordFrom(String shard) throws InterruptedException {
        await(
                "a record from " + shard,
                () -> records.stream().anyMatch(read -> read.shard().equals(shard)));
    }

    void awaitEndOf(String shard) throws InterruptedException {
        await("the end of " + shard, () -> ended.contains(shard));
    }

    void awaitRecords(int count) throws InterruptedException {
        await(count + " records", () -> records.size() >= count);
    }

    void awaitAll(Set<ShardRecord> expected) throws InterruptedException {
        await("all of " + expected.size() + " records", () -> records.containsAll(expected));
    }

    private void await(String what, BooleanSupplier reached) throws InterruptedException {
        long nanosLeft = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (nanosLeft <= 0) {
                    throw new AssertionError("KCL did not come to " + what + " within " + LIMIT_SECONDS + " s; it has "
                            + records.size() + " records, has begun " + begun + " and ended " + ended);
                }
                nanosLeft = grown.awaitNanos(nanosLeft);
            }
        } finally {
            lock.unlock();
        }
    }
}
