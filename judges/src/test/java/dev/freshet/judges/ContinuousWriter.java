package dev.freshet.judges;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Puts records into a data stream until it is stopped, whatever happens to the shards meanwhile, and knows where each
 * went. It waits for its reader, so that the two go on together on a machine of any speed.
 */
final class ContinuousWriter {
    private static final int BATCH = 20;
    private static final int AHEAD = 200;

    private final KinesisClient kinesis;
    private final String dataStream;
    private final ReadHistory reader;
    private final Set<ShardRecord> written = new HashSet<>();
    private final FutureTask<Set<ShardRecord>> task = new FutureTask<>(this::write);
    private int next;
    private volatile boolean stopped;

    private ContinuousWriter(KinesisClient kinesis, String dataStream, ReadHistory reader) {
        this.kinesis = kinesis;
        this.dataStream = dataStream;
        this.reader = reader;
    }

    static ContinuousWriter start(KinesisClient kinesis, String dataStream, ReadHistory reader) {
        ContinuousWriter writer = new ContinuousWriter(kinesis, dataStream, reader);
        Thread.ofVirtual().name("writer").start(writer.task);
        return writer;
    }

    /** Returns what was written. */
    Set<ShardRecord> stop() throws InterruptedException, ExecutionException {
        stopped = true;
        return task.get();
    }

    private Set<ShardRecord> write() throws InterruptedException {
        while (!stopped) {
            List<PutRecordsRequestEntry> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(entry("record " + next++));
            }
            put(batch);
            reader.awaitRecords(written.size() - AHEAD);
        }
        return written;
    }

    private static PutRecordsRequestEntry entry(String text) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("key of " + text)
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    /** Puts those again that were throttled, as an application does. */
    private void put(List<PutRecordsRequestEntry> batch) {
        List<PutRecordsRequestEntry> left = batch;
        while (!left.isEmpty()) {
            List<PutRecordsRequestEntry> sent = left;
            PutRecordsResponse answer =
                    kinesis.putRecords(request -> request.streamName(dataStream).records(sent));
            left = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                PutRecordsResultEntry result = answer.records().get(i);
                if (result.errorCode() == null) {
                    written.add(new ShardRecord(
                            result.shardId(),
                            result.sequenceNumber(),
                            sent.get(i).data().asUtf8String()));
                } else {
                    left.add(sent.get(i));
                }
            }
        }
    }
}
