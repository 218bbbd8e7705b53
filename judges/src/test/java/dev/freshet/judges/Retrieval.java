package dev.freshet.judges;

import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** The two ways in which KCL reads a shard. */
enum Retrieval {
    /** GetRecords again and again. */
    POLLING {
        @Override
        RetrievalSpecificConfig of(String dataStream, String application, KinesisAsyncClient client) {
            return new PollingConfig(dataStream, client).idleTimeBetweenReadsInMillis(POLL_MILLIS);
        }
    },
    /** A consumer of its own, registered by KCL, and SubscribeToShard over HTTP/2. */
    ENHANCED_FAN_OUT {
        @Override
        RetrievalSpecificConfig of(String dataStream, String application, KinesisAsyncClient client) {
            return new FanOutConfig(client).streamName(dataStream).applicationName(application);
        }
    };

    /** Stays below AWS's five calls a second and shard. */
    private static final long POLL_MILLIS = 250;

    abstract RetrievalSpecificConfig of(String dataStream, String application, KinesisAsyncClient client);
}
