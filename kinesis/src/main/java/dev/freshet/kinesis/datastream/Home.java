package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;

/** The account and region that the data streams belong to. */
public record Home(AccountId account, Region region) {
    public String arn(DataStreamName name) {
        return "arn:aws:kinesis:" + region + ":" + account + ":stream/" + name;
    }

    public String arn(DataStreamName name, StreamConsumer consumer) {
        return arn(name) + "/consumer/" + consumer.name() + ":"
                + consumer.created().getEpochSecond();
    }
}
