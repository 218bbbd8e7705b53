package dev.freshet.kinesis.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.BillingCommitment;
import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.ConsumerStatus;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.HashKeyRange;
import dev.freshet.kinesis.datastream.RecentChanges;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.ShardMetric;
import dev.freshet.kinesis.datastream.StreamConsumer;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.StreamSettings;
import dev.freshet.kinesis.datastream.StreamStatus;
import dev.freshet.kinesis.datastream.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link DataStreamStore} keeps. */
abstract class DataStreamStoreContract {
    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Tags TAGS = Tags.of(Map.of("team", "blue", "a key", ""));
    private static final List<HashKeyRange> RANGES = HashKeyRange.uniform(3);

    private final DataStream dataStream = DataStream.creating(
            UUID.randomUUID(),
            new DataStreamName("orders"),
            CREATED,
            new StreamSettings(StreamMode.ON_DEMAND, 24, 10_240, Set.of(), 0),
            Attachments.of(TAGS),
            List.of(
                    Shard.initial(new ShardId(0), RANGES.get(0), CREATED),
                    Shard.initial(new ShardId(1), RANGES.get(1), CREATED)));

    /** The same content each time. */
    abstract DataStreamStore store();

    @Test
    void aNewDataStreamIsLoadedAsItWasSaved() {
        store().saveWithShards(dataStream);

        assertThat(store().loadAll()).containsExactly(dataStream);
    }

    @Test
    void anotherOfTheSameNameTakesThePlaceOfOneWhoseCreationWasNeverAnswered() {
        store().saveWithShards(dataStream);
        DataStream another = DataStream.creating(
                UUID.randomUUID(),
                dataStream.name(),
                CREATED,
                dataStream.settings(),
                dataStream.attachments(),
                dataStream.shards());

        store().saveWithShards(another);

        assertThat(store().loadAll()).containsExactly(another);
    }

    @Test
    void changesOfStatusAndSettingsLeaveTheShardsAlone() {
        store().saveWithShards(dataStream);
        DataStream changed = dataStream
                .withStatus(StreamStatus.ACTIVE)
                .withSettings(_ -> new StreamSettings(
                        StreamMode.PROVISIONED,
                        48,
                        1024,
                        Set.of(ShardMetric.IncomingBytes, ShardMetric.IncomingRecords),
                        7))
                .withAttachments(was -> new Attachments(Tags.NONE, Optional.of("{}")))
                .withRecentChanges(new RecentChanges(List.of(CREATED, CREATED.plusSeconds(1)), List.of(CREATED)));

        store().save(changed.withShards(List.of()));

        assertThat(store().loadAll()).containsExactly(changed);
    }

    @Test
    void consumersComeChangeAndGoWithTheirDataStream() {
        StreamConsumer first = new StreamConsumer(
                new ConsumerName("Zebra"), CREATED, ConsumerStatus.CREATING, new Attachments(TAGS, Optional.of("{}")));
        StreamConsumer second =
                new StreamConsumer(new ConsumerName("apple"), CREATED, ConsumerStatus.ACTIVE, Attachments.NONE);
        DataStream with = dataStream.withConsumers(List.of(first, second));
        store().saveWithShards(with);
        assertThat(store().loadAll()).containsExactly(with);

        DataStream without = dataStream.withConsumers(List.of(second));
        store().save(without);

        assertThat(store().loadAll()).containsExactly(without);
    }

    @Test
    void closedNewAndForgottenShardsAreSaved() {
        store().saveWithShards(dataStream);
        Instant closed = CREATED.plusSeconds(60);
        Shard child = new Shard(
                new ShardId(2),
                List.of(new ShardId(0), new ShardId(1)),
                RANGES.get(2),
                closed.getEpochSecond() + 1,
                closed,
                Optional.empty());
        DataStream reshaped =
                dataStream.withShards(List.of(dataStream.shards().get(1).closed(closed), child));

        store().saveWithShards(reshaped);

        assertThat(store().loadAll()).containsExactly(reshaped);
    }

    @Test
    void aDeletedDataStreamIsGoneAndItsNameIsFree() {
        store().saveWithShards(dataStream);
        store().delete(dataStream.id());
        DataStream successor = DataStream.creating(
                UUID.randomUUID(),
                dataStream.name(),
                CREATED,
                dataStream.settings(),
                Attachments.NONE,
                dataStream.shards());

        store().saveWithShards(successor);

        assertThat(store().loadAll()).containsExactly(successor);
    }

    @Test
    void theFirstSealingKeyIsKept() {
        assertThat(store().sealingKey(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(store().sealingKey(new byte[] {3, 4})).containsExactly(1, 2);
    }

    @Test
    void theBillingCommitmentIsReplaced() {
        assertThat(store().billingCommitment()).isEmpty();
        BillingCommitment begun = new BillingCommitment(CREATED, Optional.empty());
        store().saveBillingCommitment(begun);
        assertThat(store().billingCommitment()).contains(begun);
        BillingCommitment ended = new BillingCommitment(CREATED, Optional.of(begun.earliestEnd()));

        store().saveBillingCommitment(ended);

        assertThat(store().billingCommitment()).contains(ended);
    }
}
