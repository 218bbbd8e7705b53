package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StreamConsumers;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds data streams and stream consumers by their ARNs, and changes what is attached to them. */
public final class Resources {
    private final DataStreams dataStreams;
    private final StreamConsumers consumers;
    private final DataStreamAddress address;
    private final ConsumerAddress consumerAddress;

    public Resources(DataStreams dataStreams, StreamConsumers consumers) {
        this.dataStreams = dataStreams;
        this.consumers = consumers;
        this.address = new DataStreamAddress(dataStreams.home());
        this.consumerAddress = new ConsumerAddress(dataStreams.home(), consumers);
    }

    Optional<Resource> find(String arn) {
        return ConsumerArn.parse(arn).isPresent()
                ? consumerAddress.find(arn).map(Resource.OfConsumer::new)
                : dataStreams.find(address.ofArn(arn)).map(Resource.OfDataStream::new);
    }

    Resource require(String arn) {
        return find(arn)
                .orElseThrow(() -> ConsumerArn.parse(arn).isPresent()
                        ? KinesisErrors.consumerNotFound(arn, dataStreams.home())
                        : KinesisErrors.dataStreamNotFound(address.ofArn(arn), dataStreams.home()));
    }

    void change(Resource resource, UnaryOperator<Attachments> change) {
        switch (resource) {
            case Resource.OfDataStream(DataStream dataStream) ->
                dataStreams.changeAttachments(dataStream.name(), change);
            case Resource.OfConsumer(ConsumerOf found) -> consumers.changeAttachments(found, change);
        }
    }
}
