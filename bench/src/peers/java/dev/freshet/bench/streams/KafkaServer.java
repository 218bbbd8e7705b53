package dev.freshet.bench.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics as data streams, partitions as shards, through Kafka's own client. */
final class KafkaServer implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServerProcess process;
    private final String address;
    private final Admin admin;

    KafkaServer(ServerProcess process, String address) {
        this.process = process;
        this.address = address;
        this.admin = Admin.create(Map.of("bootstrap.servers", address));
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public void createDataStream(String dataStream, int shards) {
        NewTopic topic = new NewTopic(dataStream, shards, (short) 1).configs(Map.of("flush.messages", "1"));
        await(admin.createTopics(List.of(topic)).all());
    }

    @Override
    public void deleteDataStream(String dataStream) {
        await(admin.deleteTopics(List.of(dataStream)).all());
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A call is a batch for each partition: nothing is sent before all are there. */
    @Override
    public Optional<Caller> caller(Client client, String dataStream) {
        return Optional.of(new KafkaCaller(producer(1000), dataStream, Batch.ofFullSize(System.nanoTime())));
    }

    @Override
    public Caller singleRecordCaller(String dataStream) {
        return new KafkaCaller(producer(0), dataStream, Batch.of(1, System.nanoTime()));
    }

    private KafkaProducer<String, byte[]> producer(int lingerMillis) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "acks", "all", "linger.ms", lingerMillis, "batch.size", 1 << 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public long readAll(String dataStream) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", address,
                "fetch.max.bytes", 10 << 20,
                "max.partition.fetch.bytes", 10 << 20,
                "max.poll.records", 10_000);
        long records = 0;
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, consumer.partitionsFor(dataStream).size())
                    .mapToObj(partition -> new TopicPartition(dataStream, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (records < all) {
                records += consumer.poll(PATIENCE).count();
            }
        }
        return records;
    }

    @Override
    public void close() {
        admin.close();
        process.close();
    }

    private record KafkaCaller(KafkaProducer<String, byte[]> producer, String topic, Batch batch) implements Caller {
        @Override
        public int call() {
            var answers = batch.entries().stream()
                    .map(entry -> producer.send(new ProducerRecord<>(topic, entry.partitionKey(), entry.data())))
                    .toList();
            producer.flush();
            try {
                for (var answer : answers) {
                    answer.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
            return answers.size();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
