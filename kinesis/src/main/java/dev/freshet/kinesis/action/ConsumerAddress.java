package dev.freshet.kinesis.action;

import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StreamConsumers;
import java.util.Optional;

/** Finds out which stream consumer a request means, and whether it is there. */
public final class ConsumerAddress {
    private final DataStreamAddress dataStreams;
    private final StreamConsumers consumers;
    private final Home home;

    public ConsumerAddress(Home home, StreamConsumers consumers) {
        this.dataStreams = new DataStreamAddress(home);
        this.consumers = consumers;
        this.home = home;
    }

    /** The consumer of an ARN. */
    public ConsumerOf require(String arn) {
        return find(arn).orElseThrow(() -> KinesisErrors.consumerNotFound(arn, home));
    }

    /** What the caller must be allowed the action on: the consumer's ARN as it was given. */
    public Permission permission(String action, String arn) {
        Attachments attachments =
                find(arn).map(found -> found.consumer().attachments()).orElse(Attachments.NONE);
        return new Permission(action, arn, TagContext.of(attachments.tags()), attachments.policy());
    }

    Optional<ConsumerOf> find(String arn) {
        ConsumerArn parts = parse(arn);
        return consumers
                .find(dataStreams.ofArn(parts.streamArn()), parts.name())
                .filter(found -> parts.isOf(found.consumer()));
    }

    private static ConsumerArn parse(String arn) {
        return ConsumerArn.parse(arn)
                .orElseThrow(
                        () -> KinesisErrors.invalidArgument("ConsumerARN " + arn + " is not the ARN of a consumer."));
    }

    ConsumerOf require(NamesConsumer request) {
        return find(request).orElseThrow(() -> KinesisErrors.consumerNotFound(arn(request), home));
    }

    Permission permission(String action, NamesConsumer request) {
        return permission(action, find(request).map(this::arn).orElseGet(() -> arn(request)));
    }

    private String arn(ConsumerOf found) {
        return home.arn(found.dataStream().name(), found.consumer());
    }

    private Optional<ConsumerOf> find(NamesConsumer request) {
        if (request.consumerARN() != null) {
            requireAgreement(request, parse(request.consumerARN()));
            return find(request.consumerARN());
        }
        if (request.streamARN() == null || request.consumerName() == null) {
            throw KinesisErrors.invalidArgument(
                    "Either ConsumerARN, or both StreamARN and ConsumerName must be specified.");
        }
        return consumers.find(dataStreams.ofArn(request.streamARN()), new ConsumerName(request.consumerName()));
    }

    private static void requireAgreement(NamesConsumer request, ConsumerArn arn) {
        boolean agree = (request.streamARN() == null || request.streamARN().equals(arn.streamArn()))
                && (request.consumerName() == null
                        || request.consumerName().equals(arn.name().value()));
        if (!agree) {
            throw KinesisErrors.invalidArgument(
                    "StreamARN and ConsumerName do not match ConsumerARN " + request.consumerARN() + ".");
        }
    }

    /** Of a consumer that is not there the second of its creation is unknown: policies see zero in its place. */
    private static String arn(NamesConsumer request) {
        return request.consumerARN() != null
                ? request.consumerARN()
                : request.streamARN() + "/consumer/" + request.consumerName() + ":0";
    }
}
