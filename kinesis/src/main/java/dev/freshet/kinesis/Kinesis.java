package dev.freshet.kinesis;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.kinesis.action.LimitedAction;
import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.DelayedWork;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.OnDemandScaling;
import dev.freshet.kinesis.datastream.ReadLimits;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.RecordWriter;
import dev.freshet.kinesis.datastream.Retention;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.datastream.WriteLimits;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.Seal;
import dev.freshet.kinesis.token.ShardIterators;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The data streams of one account and region: {@link #service} for the gateway, {@link #dataStreams}, {@link #retention}, {@link #writer}
 * and {@link #reader} for callers in this process. It owns neither the log nor the store; close it before them.
 */
public final class Kinesis implements AutoCloseable {
    private final DelayedWork work;
    private final DataStreams dataStreams;
    private final Retention retention;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final Service service;

    private Kinesis(
            DelayedWork work,
            DataStreams dataStreams,
            Retention retention,
            RecordWriter writer,
            RecordReader reader,
            Service service) {
        this.work = work;
        this.dataStreams = dataStreams;
        this.retention = retention;
        this.writer = writer;
        this.reader = reader;
        this.service = service;
    }

    public static Kinesis open(
            Home home, DataStreamStore store, RecordLog log, InstantSource clock, KinesisSettings settings) {
        DelayedWork work = new DelayedWork();
        DataStreams dataStreams = new DataStreams(
                home,
                store,
                log,
                clock,
                UUID::randomUUID,
                settings.delays(),
                settings.accountLimits(),
                work,
                System::nanoTime);
        Retention retention = new Retention(dataStreams, log);
        work.every(settings.trimEvery(), "Removing expired records", retention::trim);
        work.every(settings.reclaimEvery(), "Giving back disk space", log::reclaim);
        AccountSettings accountSettings = new AccountSettings(store, clock);
        StreamConsumers consumers = new StreamConsumers(dataStreams, settings.delays(), accountSettings, work);
        RecordWriter writer = new RecordWriter(
                dataStreams, log, settings.rateLimits() ? WriteLimits.ofAws(home, clock) : WriteLimits.OFF);
        if (settings.rateLimits()) {
            OnDemandScaling scaling = new OnDemandScaling(dataStreams, clock);
            work.every(settings.scaleEvery(), "Scaling on-demand data streams", scaling::look);
        }
        RecordReader reader = new RecordReader(dataStreams, log, clock);
        Seal seal = seal(store);
        KinesisActions actions = new KinesisActions(
                dataStreams,
                retention,
                consumers,
                accountSettings,
                writer,
                reader,
                new ReadLimits(dataStreams, clock, settings.rateLimits()),
                new ShardIterators(seal, clock),
                new NextTokens(seal, clock));
        Service service = new Service(
                "kinesis",
                new WireProtocol.AwsJson("Kinesis_20131202"),
                new KinesisWording(),
                settings.rateLimits() ? limited(actions.all(), clock) : actions.all());
        return new Kinesis(work, dataStreams, retention, writer, reader, service);
    }

    private static List<Action<?, ?>> limited(List<Action<?, ?>> actions, InstantSource clock) {
        List<Action<?, ?>> limited = new ArrayList<>();
        for (Action<?, ?> action : actions) {
            limited.add(LimitedAction.of(action, clock));
        }
        return limited;
    }

    private static Seal seal(DataStreamStore store) {
        SecureRandom random = new SecureRandom();
        byte[] fresh = new byte[Seal.KEY_BYTES];
        random.nextBytes(fresh);
        return new Seal(store.sealingKey(fresh), random);
    }

    public Service service() {
        return service;
    }

    public DataStreams dataStreams() {
        return dataStreams;
    }

    public Retention retention() {
        return retention;
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
