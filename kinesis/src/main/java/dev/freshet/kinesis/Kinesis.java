package dev.freshet.kinesis;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.kinesis.action.CreateStream;
import dev.freshet.kinesis.action.DeleteStream;
import dev.freshet.kinesis.action.DeregisterStreamConsumer;
import dev.freshet.kinesis.action.DescribeStream;
import dev.freshet.kinesis.action.DescribeStreamConsumer;
import dev.freshet.kinesis.action.DescribeStreamSummary;
import dev.freshet.kinesis.action.GetRecords;
import dev.freshet.kinesis.action.GetShardIterator;
import dev.freshet.kinesis.action.ListShards;
import dev.freshet.kinesis.action.ListStreamConsumers;
import dev.freshet.kinesis.action.ListStreams;
import dev.freshet.kinesis.action.PutRecord;
import dev.freshet.kinesis.action.PutRecords;
import dev.freshet.kinesis.action.RegisterStreamConsumer;
import dev.freshet.kinesis.action.StartStreamEncryption;
import dev.freshet.kinesis.action.StopStreamEncryption;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.DelayedWork;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.RecordWriter;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.Seal;
import dev.freshet.kinesis.token.ShardIterators;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The data streams of one account and region: {@link #service} for the gateway, {@link #dataStreams}, {@link #writer}
 * and {@link #reader} for callers in this process. It owns neither the log nor the store; close it before them.
 */
public final class Kinesis implements AutoCloseable {
    private final DelayedWork work;
    private final DataStreams dataStreams;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final Service service;

    private Kinesis(
            DelayedWork work, DataStreams dataStreams, RecordWriter writer, RecordReader reader, Service service) {
        this.work = work;
        this.dataStreams = dataStreams;
        this.writer = writer;
        this.reader = reader;
        this.service = service;
    }

    public static Kinesis open(
            Home home, DataStreamStore store, RecordLog log, InstantSource clock, KinesisSettings settings) {
        DelayedWork work = new DelayedWork();
        DataStreams dataStreams = new DataStreams(
                home, store, log, clock, UUID::randomUUID, settings.delays(), settings.accountLimits(), work);
        dataStreams.keepHouse(settings.trimEvery(), settings.reclaimEvery());
        StreamConsumers consumers = new StreamConsumers(dataStreams, settings.delays(), settings.accountLimits(), work);
        RecordWriter writer = new RecordWriter(dataStreams, log);
        RecordReader reader = new RecordReader(dataStreams, log, clock);
        Seal seal = seal(store);
        List<Action<?, ?>> actions = actions(
                dataStreams, consumers, writer, reader, new ShardIterators(seal, clock), new NextTokens(seal, clock));
        Service service =
                new Service("kinesis", new WireProtocol.AwsJson("Kinesis_20131202"), new KinesisWording(), actions);
        return new Kinesis(work, dataStreams, writer, reader, service);
    }

    private static Seal seal(DataStreamStore store) {
        SecureRandom random = new SecureRandom();
        byte[] fresh = new byte[Seal.KEY_BYTES];
        random.nextBytes(fresh);
        return new Seal(store.sealingKey(fresh), random);
    }

    private static List<Action<?, ?>> actions(
            DataStreams dataStreams,
            StreamConsumers consumers,
            RecordWriter writer,
            RecordReader reader,
            ShardIterators iterators,
            NextTokens tokens) {
        return List.of(
                new CreateStream(dataStreams),
                new DeleteStream(dataStreams),
                new DescribeStream(dataStreams),
                new DescribeStreamSummary(dataStreams),
                new ListStreams(dataStreams, tokens),
                new ListShards(dataStreams, tokens),
                new PutRecord(dataStreams, writer),
                new PutRecords(dataStreams, writer),
                new GetShardIterator(dataStreams, reader, iterators),
                new GetRecords(dataStreams, reader, iterators),
                new StartStreamEncryption(dataStreams),
                new StopStreamEncryption(dataStreams),
                new RegisterStreamConsumer(dataStreams, consumers),
                new DescribeStreamConsumer(dataStreams.home(), consumers),
                new ListStreamConsumers(dataStreams, tokens),
                new DeregisterStreamConsumer(dataStreams.home(), consumers));
    }

    public Service service() {
        return service;
    }

    public DataStreams dataStreams() {
        return dataStreams;
    }

    public RecordWriter writer() {
        return writer;
    }

    public RecordReader reader() {
        return reader;
    }

    /** Lets background work finish. */
    @Override
    public void close() {
        work.close();
    }
}
