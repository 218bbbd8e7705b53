package dev.freshet.kinesis.action;

import org.jspecify.annotations.Nullable;

/** A request about one stream consumer: by its ARN, by its data stream and its name, or by all of them. */
interface NamesConsumer {
    @Nullable
    String streamARN();

    @Nullable
    String consumerName();

    @Nullable
    String consumerARN();
}
