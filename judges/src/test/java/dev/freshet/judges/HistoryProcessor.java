package dev.freshet.judges;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** An application's processor of one shard: writes down what it is told and checkpoints each batch. */
final class HistoryProcessor implements ShardRecordProcessor {
    private final ReadHistory history;
    private @Nullable String shard;

    HistoryProcessor(ReadHistory history) {
        this.history = history;
    }

    private String shard() {
        if (shard == null) {
            throw new IllegalStateException("KCL did not initialise this processor");
        }
        return shard;
    }

    @Override
    public void initialize(InitializationInput input) {
        shard = input.shardId();
        history.add(new ReadHistory.Begun(shard()));
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        for (KinesisClientRecord record : input.records()) {
            byte[] text = new byte[record.data().remaining()];
            record.data().get(text);
            history.add(
                    new ReadHistory.Read(new ShardRecord(shard(), record.sequenceNumber(), new String(text, UTF_8))));
        }
        checkpoint(input.checkpointer());
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        // In this order: the children may begin as soon as the end is a checkpoint.
        history.add(new ReadHistory.Ended(shard()));
        checkpoint(input.checkpointer());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {}

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        checkpoint(input.checkpointer());
    }

    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
        try {
            checkpointer.checkpoint();
        } catch (InvalidStateException | ShutdownException e) {
            throw new IllegalStateException("KCL could not checkpoint " + shard(), e);
        }
    }
}
