package dev.freshet.kinesis.datastream;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The enhanced fan-out consumers of all data streams. They are part of their data stream's value, so they come and go
 * with it.
 */
public final class StreamConsumers {
    private final DataStreams dataStreams;
    private final StreamDelays delays;
    private final AccountSettings accountSettings;
    private final DelayedWork work;

    public StreamConsumers(
            DataStreams dataStreams, StreamDelays delays, AccountSettings accountSettings, DelayedWork work) {
        this.dataStreams = dataStreams;
        this.delays = delays;
        this.accountSettings = accountSettings;
        this.work = work;
        for (DataStream dataStream : dataStreams.all()) {
            dataStream.consumers().forEach(consumer -> resume(dataStream, consumer));
        }
    }

    private void resume(DataStream dataStream, StreamConsumer consumer) {
        switch (consumer.status()) {
            case CREATING -> activateLater(dataStream, consumer);
            case DELETING -> removeLater(dataStream, consumer);
            case ACTIVE -> {}
        }
    }

    public ConsumerOf register(DataStreamName name, ConsumerName consumerName, Tags tags) {
        StreamConsumer registered = new StreamConsumer(
                consumerName,
                dataStreams.now().truncatedTo(ChronoUnit.MILLIS),
                ConsumerStatus.CREATING,
                Attachments.of(tags));
        DataStream dataStream = dataStreams.change(name, was -> {
            checkRoom(was, consumerName);
            List<StreamConsumer> all = new ArrayList<>(was.consumers());
            all.add(registered);
            all.sort(Comparator.comparing(StreamConsumer::name));
            return was.withConsumers(all);
        });
        activateLater(dataStream, registered);
        return new ConsumerOf(dataStream, registered);
    }

    private void checkRoom(DataStream was, ConsumerName consumerName) {
        Home home = dataStreams.home();
        if (!was.status().takesRecords()) {
            throw KinesisErrors.notActive(was, home);
        }
        if (was.consumer(consumerName).isPresent()) {
            throw KinesisErrors.resourceInUse("Consumer " + consumerName + " under stream " + was.name()
                    + " under account " + home.account() + " already exists.");
        }
        AccountLimits limits = dataStreams.limits();
        int max = accountSettings.isCommitted() ? limits.consumersWhenCommitted() : limits.consumers();
        if (was.consumers().size() >= max) {
            throw KinesisErrors.limitExceeded("Stream " + was.name() + " under account " + home.account()
                    + " cannot have more than " + max + " consumers.");
        }
        long creating = was.consumers().stream()
                .filter(each -> each.status() == ConsumerStatus.CREATING)
                .count();
        if (creating >= limits.creatingConsumers()) {
            throw KinesisErrors.limitExceeded("No more than " + limits.creatingConsumers() + " consumers of stream "
                    + was.name() + " under account " + home.account()
                    + " can be in state CREATING at the same time.");
        }
    }

    public Optional<ConsumerOf> find(DataStreamName name, ConsumerName consumerName) {
        return dataStreams
                .find(name)
                .flatMap(dataStream ->
                        dataStream.consumer(consumerName).map(consumer -> new ConsumerOf(dataStream, consumer)));
    }

    public void deregister(ConsumerOf found) {
        DataStream dataStream = dataStreams.change(found.dataStream().name(), was -> {
            StreamConsumer now = still(was, found.consumer()).orElseThrow(() -> notFound(found));
            if (now.status() == ConsumerStatus.DELETING) {
                throw KinesisErrors.resourceInUse("Consumer " + now.name() + " of stream " + was.name()
                        + " under account " + dataStreams.home().account()
                        + " is in state DELETING already.");
            }
            return replace(was, now.withStatus(ConsumerStatus.DELETING));
        });
        removeLater(dataStream, found.consumer());
    }

    private RuntimeException notFound(ConsumerOf found) {
        return KinesisErrors.consumerNotFound(
                dataStreams.home().arn(found.dataStream().name(), found.consumer()), dataStreams.home());
    }

    public void changeAttachments(ConsumerOf found, UnaryOperator<Attachments> change) {
        dataStreams.change(
                found.dataStream().name(),
                was -> replace(
                        was,
                        still(was, found.consumer())
                                .orElseThrow(() -> notFound(found))
                                .withAttachments(change)));
    }

    private void activateLater(DataStream dataStream, StreamConsumer consumer) {
        work.after(
                delays.creating(),
                "Registering consumer " + consumer.name() + " of data stream " + dataStream.name(),
                () -> dataStreams.changeIfThere(
                        dataStream,
                        was -> still(was, consumer)
                                .filter(now -> now.status() == ConsumerStatus.CREATING)
                                .map(now -> replace(was, now.withStatus(ConsumerStatus.ACTIVE)))
                                .orElse(was)));
    }

    private void removeLater(DataStream dataStream, StreamConsumer consumer) {
        work.after(
                delays.deleting(),
                "Deregistering consumer " + consumer.name() + " of data stream " + dataStream.name(),
                () -> dataStreams.changeIfThere(
                        dataStream,
                        was -> was.withConsumers(was.consumers().stream()
                                .filter(each -> !each.isSameAs(consumer))
                                .toList())));
    }

    private static Optional<StreamConsumer> still(DataStream dataStream, StreamConsumer consumer) {
        return dataStream.consumer(consumer.name()).filter(consumer::isSameAs);
    }

    private static DataStream replace(DataStream dataStream, StreamConsumer changed) {
        return dataStream.withConsumers(dataStream.consumers().stream()
                .map(each -> each.isSameAs(changed) ? changed : each)
                .toList());
    }
}
