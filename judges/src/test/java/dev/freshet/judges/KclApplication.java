package dev.freshet.judges;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;

/**
 * An application as AWS's guide to KCL 3 builds one, with one worker. What differs from the defaults are intervals, which
 * are made for streams that are resharded once a month, and that no metrics are published.
 */
final class KclApplication implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(180);

    private final KinesisAsyncClient kinesis;
    private final DynamoDbAsyncClient dynamoDb;
    private final CloudWatchAsyncClient cloudWatch;
    private final Scheduler scheduler;
    private final Thread thread;

    private KclApplication(
            KinesisAsyncClient kinesis,
            DynamoDbAsyncClient dynamoDb,
            CloudWatchAsyncClient cloudWatch,
            Scheduler scheduler,
            Thread thread) {
        this.kinesis = kinesis;
        this.dynamoDb = dynamoDb;
        this.cloudWatch = cloudWatch;
        this.scheduler = scheduler;
        this.thread = thread;
    }

    /** @param name of its lease table, and of its consumer if it has one */
    static KclApplication start(
            RunningKinesis service,
            DynamoDbLocal leases,
            String dataStream,
            String name,
            Retrieval retrieval,
            ReadHistory history) {
        KinesisAsyncClient kinesis =
                KinesisClientUtil.createKinesisAsyncClient(service.clientOf(KinesisAsyncClient.builder()));
        DynamoDbAsyncClient dynamoDb = leases.client();
        CloudWatchAsyncClient cloudWatch =
                service.clientOf(CloudWatchAsyncClient.builder()).build();
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(
                        dataStream,
                        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON)),
                name,
                kinesis,
                dynamoDb,
                cloudWatch,
                "the only worker of " + name,
                () -> new HistoryProcessor(history));
        Scheduler scheduler = new Scheduler(
                configs.checkpointConfig(),
                coordinator(configs),
                leaseManagement(configs),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                configs.retrievalConfig().retrievalSpecificConfig(retrieval.of(dataStream, name, kinesis)));
        Thread thread = Thread.ofPlatform().name("KCL of " + name).start(scheduler);
        return new KclApplication(kinesis, dynamoDb, cloudWatch, scheduler, thread);
    }

    private static CoordinatorConfig coordinator(ConfigsBuilder configs) {
        return configs.coordinatorConfig()
                .parentShardPollIntervalMillis(500)
                .shardConsumerDispatchPollIntervalMillis(250);
    }

    private static LeaseManagementConfig leaseManagement(ConfigsBuilder configs) {
        LeaseManagementConfig config = configs.leaseManagementConfig()
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .shardSyncIntervalMillis(1000)
                .leaseAssignmentIntervalMillis(1000L)
                .leasesRecoveryAuditorExecutionFrequencyMillis(1000);
        // Of a machine's load, by which workers share shards; one worker has nobody to share with.
        config.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        return config;
    }

    /** As AWS's guide ends one: its processors finish what they have, checkpoint, and let go of their shards. */
    @Override
    public void close() {
        try {
            if (!scheduler.startGracefulShutdown().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("KCL ended without its processors' consent");
            }
            if (!thread.join(STOP_LIMIT)) {
                throw new AssertionError("KCL did not stop within " + STOP_LIMIT.toSeconds() + " s");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("KCL's processors did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while KCL stops", e);
        } finally {
            kinesis.close();
            dynamoDb.close();
            cloudWatch.close();
        }
    }
}
