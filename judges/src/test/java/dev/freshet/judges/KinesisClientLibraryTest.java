package dev.freshet.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * KCL 3 reads a data stream that is split and merged under its hands. Both ways of reading are tried at once, each with a
 * service of its own: KCL waits for up to forty seconds before it reads anything, whatever it is told.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "SKIPPED: DynamoDB Local's native library is tried on Linux (amd64) alone")
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class KinesisClientLibraryTest {
    private static final String DATA_STREAM = "orders";
    /** Half of the first of two shards. */
    private static final String QUARTER_OF_ALL_KEYS = BigInteger.TWO.pow(126).toString();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void everyRecordOfAReshardedDataStreamArrivesAndChildrenComeAfterTheirParents(Retrieval retrieval)
            throws Exception {
        ReadHistory history = new ReadHistory();
        try (RunningKinesis service = RunningKinesis.start(folder);
                DynamoDbLocal leases = new DynamoDbLocal();
                KinesisClient kinesis =
                        service.clientOf(KinesisClient.builder()).build()) {
            kinesis.createStream(request -> request.streamName(DATA_STREAM).shardCount(2));
            awaitActive(kinesis);
            ContinuousWriter writer = ContinuousWriter.start(kinesis, DATA_STREAM, history);
            Set<ShardRecord> written;
            try (KclApplication application =
                    KclApplication.start(service, leases, DATA_STREAM, "application", retrieval, history)) {
                splitAndMerge(kinesis, history);
                written = writer.stop();
                history.awaitAll(written);
            }

            assertThat(recordsOf(history)).isEqualTo(written);
            assertThat(shardsOutOfOrder(history)).isEmpty();
            Map<String, Set<String>> parents = parents(kinesis);
            assertThat(parents)
                    .isEqualTo(Map.of(
                            shard(0), Set.of(),
                            shard(1), Set.of(),
                            shard(2), Set.of(shard(0)),
                            shard(3), Set.of(shard(0)),
                            shard(4), Set.of(shard(1), shard(3))));
            assertThat(shardsBegunBeforeTheirParentsEnded(history, parents)).isEmpty();
            assertThat(ended(history)).containsExactly(shard(0), shard(1), shard(3));
        }
    }

    private static void splitAndMerge(KinesisClient kinesis, ReadHistory history) throws InterruptedException {
        history.awaitRecordFrom(shard(0));
        history.awaitRecordFrom(shard(1));
        kinesis.splitShard(request ->
                request.streamName(DATA_STREAM).shardToSplit(shard(0)).newStartingHashKey(QUARTER_OF_ALL_KEYS));
        history.awaitEndOf(shard(0));
        history.awaitRecordFrom(shard(2));
        history.awaitRecordFrom(shard(3));
        awaitActive(kinesis);
        kinesis.mergeShards(request ->
                request.streamName(DATA_STREAM).shardToMerge(shard(3)).adjacentShardToMerge(shard(1)));
        history.awaitEndOf(shard(1));
        history.awaitEndOf(shard(3));
        history.awaitRecordFrom(shard(4));
    }

    private static void awaitActive(KinesisClient kinesis) {
        kinesis.waiter().waitUntilStreamExists(request -> request.streamName(DATA_STREAM));
    }

    private static String shard(int number) {
        return "shardId-%012d".formatted(number);
    }

    private static Set<ShardRecord> recordsOf(ReadHistory history) {
        Set<ShardRecord> records = new HashSet<>();
        for (ReadHistory.Event event : history.events()) {
            if (event instanceof ReadHistory.Read(ShardRecord record)) {
                records.add(record);
            }
        }
        return records;
    }

    /** A record may come again, but none may come after a later one of its shard for the first time. */
    private static Set<String> shardsOutOfOrder(ReadHistory history) {
        Map<String, BigInteger> last = new HashMap<>();
        Set<ShardRecord> seen = new HashSet<>();
        Set<String> wrong = new TreeSet<>();
        for (ReadHistory.Event event : history.events()) {
            if (event instanceof ReadHistory.Read(ShardRecord record) && seen.add(record)) {
                BigInteger number = new BigInteger(record.sequenceNumber());
                BigInteger before = last.put(record.shard(), number);
                if (before != null && before.compareTo(number) >= 0) {
                    wrong.add(record.shard());
                }
            }
        }
        return wrong;
    }

    private static Map<String, Set<String>> parents(KinesisClient kinesis) {
        Map<String, Set<String>> parents = new HashMap<>();
        List<Shard> shards =
                kinesis.listShards(request -> request.streamName(DATA_STREAM)).shards();
        for (Shard shard : shards) {
            Set<String> own = new TreeSet<>();
            if (shard.parentShardId() != null) {
                own.add(shard.parentShardId());
            }
            if (shard.adjacentParentShardId() != null) {
                own.add(shard.adjacentParentShardId());
            }
            parents.put(shard.shardId(), own);
        }
        return parents;
    }

    private static Set<String> shardsBegunBeforeTheirParentsEnded(
            ReadHistory history, Map<String, Set<String>> parents) {
        Set<String> ended = new TreeSet<>();
        Set<String> wrong = new TreeSet<>();
        for (ReadHistory.Event event : history.events()) {
            switch (event) {
                case ReadHistory.Begun(String shard) -> {
                    if (!ended.containsAll(parents.getOrDefault(shard, Set.of("unknown to ListShards")))) {
                        wrong.add(shard);
                    }
                }
                case ReadHistory.Read _ -> {}
                case ReadHistory.Ended(String shard) -> ended.add(shard);
            }
        }
        return wrong;
    }

    private static Set<String> ended(ReadHistory history) {
        Set<String> ended = new TreeSet<>();
        for (ReadHistory.Event event : history.events()) {
            if (event instanceof ReadHistory.Ended(String shard)) {
                ended.add(shard);
            }
        }
        return ended;
    }
}
