package dev.freshet.kinesis.action;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Call;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.KinesisErrors;
import org.jspecify.annotations.Nullable;

/** Finds out which data stream a request means. There is one account and region: what lies elsewhere is not found. */
final class DataStreamAddress {
    private static final String RESOURCE_PREFIX = "stream/";

    private final Home home;

    DataStreamAddress(Home home) {
        this.home = home;
    }

    DataStreamName of(NamesDataStream request, Call call) {
        return of(request.streamName(), request.streamARN(), call);
    }

    DataStreamName of(@Nullable String name, @Nullable String arn, Call call) {
        if (arn != null) {
            DataStreamName byArn = ofArn(arn);
            if (name != null && !byArn.value().equals(name)) {
                throw KinesisErrors.invalidArgument(
                        "StreamName " + name + " does not match the stream of StreamARN " + arn + ".");
            }
            return byArn;
        }
        if (name == null) {
            throw KinesisErrors.invalidArgument("Either StreamName or StreamARN must be specified.");
        }
        DataStreamName byName = new DataStreamName(name);
        requireHome(byName, call.account().value());
        return byName;
    }

    DataStreamName ofArn(String text) {
        Arn arn = Arn.parse(text).orElseThrow(() -> notAnArn(text));
        String name = arn.resource().substring(Math.min(arn.resource().length(), RESOURCE_PREFIX.length()));
        if (!arn.resource().startsWith(RESOURCE_PREFIX)
                || name.length() > DataStreamName.LENGTH_MAX
                || !name.matches(DataStreamName.PATTERN)) {
            throw notAnArn(text);
        }
        DataStreamName found = new DataStreamName(name);
        requireHome(found, arn.account());
        if (!arn.region().equals(home.region().value())) {
            throw KinesisErrors.dataStreamNotFound(found, home);
        }
        return found;
    }

    private void requireHome(DataStreamName name, String account) {
        if (!account.equals(home.account().value())) {
            throw KinesisErrors.dataStreamNotFound(name, new Home(new AccountId(account), home.region()));
        }
    }

    private static RuntimeException notAnArn(String text) {
        return KinesisErrors.invalidArgument("StreamARN " + text + " is not the ARN of a stream.");
    }
}
