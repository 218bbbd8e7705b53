package dev.freshet.app.tail;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.IteratorStart;
import dev.freshet.app.client.KinesisClient;
import dev.freshet.app.client.RecordsPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;

/**
 * Reads one shard from a start to its end, on a thread of its own.
 *
 * <p>Where it stands is kept apart from the iterator, for an iterator lives five minutes and a laptop sleeps longer.
 */
final class ShardReader implements Runnable {
    /** A shard answers five reads a second; with this pause one reader stays below. */
    private static final Duration PAUSE = Duration.ofMillis(210);

    /** After a refusal for too many reads, for somebody else may read the shard too. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

    private final KinesisClient kinesis;
    private final String dataStream;
    private final String shardId;
    private final InstantSource clock;
    private final BlockingQueue<ShardEvent> events;
    private IteratorStart position;
    private String iterator;

    /** Finds the start before it returns, so that what is put later is read. */
    ShardReader(
            KinesisClient kinesis,
            String dataStream,
            String shardId,
            IteratorStart start,
            InstantSource clock,
            BlockingQueue<ShardEvent> events)
            throws InterruptedException {
        this.kinesis = kinesis;
        this.dataStream = dataStream;
        this.shardId = shardId;
        this.position = start;
        this.clock = clock;
        this.events = events;
        this.iterator = kinesis.shardIterator(dataStream, shardId, start);
    }

    @Override
    public void run() {
        try {
            try {
                readToEnd();
                events.put(new ShardEvent.Ended(shardId));
            } catch (RuntimeException e) {
                events.put(new ShardEvent.Failed(e));
            }
        } catch (InterruptedException _) {
            // The follower was closed, and nobody waits for an event any more.
            Thread.currentThread().interrupt();
        }
    }

    private void readToEnd() throws InterruptedException {
        boolean hasMore = true;
        while (hasMore) {
            try {
                hasMore = readOnce();
            } catch (AwsException e) {
                recover(e);
            }
        }
    }

    /** @return false at the shard's end */
    private boolean readOnce() throws InterruptedException {
        long askedAtMillis = clock.millis();
        RecordsPage page = kinesis.records(iterator);
        if (!page.records().isEmpty()) {
            events.put(new ShardEvent.Arrived(page.records()));
            position = new IteratorStart.AfterSequenceNumber(
                    page.records().getLast().sequenceNumber());
        } else if (position instanceof IteratorStart.Latest) {
            // Latest means another place every time it is asked for; this moment stays.
            position = new IteratorStart.AtTimestamp(askedAtMillis);
        }
        if (page.nextIterator().isEmpty()) {
            return false;
        }
        iterator = page.nextIterator().get();
        Thread.sleep(PAUSE);
        return true;
    }

    private void recover(AwsException refusal) throws InterruptedException {
        switch (refusal.code()) {
            case "ProvisionedThroughputExceededException", "LimitExceededException" -> Thread.sleep(LONG_PAUSE);
            case "ExpiredIteratorException" -> iterator = kinesis.shardIterator(dataStream, shardId, position);
            default -> throw refusal;
        }
    }
}
