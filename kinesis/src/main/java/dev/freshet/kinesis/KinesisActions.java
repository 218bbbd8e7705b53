package dev.freshet.kinesis;

import dev.freshet.gateway.Action;
import dev.freshet.kinesis.action.AddTagsToStream;
import dev.freshet.kinesis.action.CreateStream;
import dev.freshet.kinesis.action.DecreaseStreamRetentionPeriod;
import dev.freshet.kinesis.action.DeleteResourcePolicy;
import dev.freshet.kinesis.action.DeleteStream;
import dev.freshet.kinesis.action.DeregisterStreamConsumer;
import dev.freshet.kinesis.action.DescribeAccountSettings;
import dev.freshet.kinesis.action.DescribeLimits;
import dev.freshet.kinesis.action.DescribeStream;
import dev.freshet.kinesis.action.DescribeStreamConsumer;
import dev.freshet.kinesis.action.DescribeStreamSummary;
import dev.freshet.kinesis.action.DisableEnhancedMonitoring;
import dev.freshet.kinesis.action.EnableEnhancedMonitoring;
import dev.freshet.kinesis.action.GetRecords;
import dev.freshet.kinesis.action.GetResourcePolicy;
import dev.freshet.kinesis.action.GetShardIterator;
import dev.freshet.kinesis.action.IncreaseStreamRetentionPeriod;
import dev.freshet.kinesis.action.ListShards;
import dev.freshet.kinesis.action.ListStreamConsumers;
import dev.freshet.kinesis.action.ListStreams;
import dev.freshet.kinesis.action.ListTagsForResource;
import dev.freshet.kinesis.action.ListTagsForStream;
import dev.freshet.kinesis.action.MergeShards;
import dev.freshet.kinesis.action.PutRecord;
import dev.freshet.kinesis.action.PutRecords;
import dev.freshet.kinesis.action.PutResourcePolicy;
import dev.freshet.kinesis.action.RegisterStreamConsumer;
import dev.freshet.kinesis.action.RemoveTagsFromStream;
import dev.freshet.kinesis.action.Resources;
import dev.freshet.kinesis.action.SplitShard;
import dev.freshet.kinesis.action.StartStreamEncryption;
import dev.freshet.kinesis.action.StopStreamEncryption;
import dev.freshet.kinesis.action.SubscribeToShard;
import dev.freshet.kinesis.action.TagResource;
import dev.freshet.kinesis.action.UntagResource;
import dev.freshet.kinesis.action.UpdateAccountSettings;
import dev.freshet.kinesis.action.UpdateMaxRecordSize;
import dev.freshet.kinesis.action.UpdateShardCount;
import dev.freshet.kinesis.action.UpdateStreamMode;
import dev.freshet.kinesis.action.UpdateStreamWarmThroughput;
import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.EventRoom;
import dev.freshet.kinesis.datastream.ReadLimits;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.RecordWriter;
import dev.freshet.kinesis.datastream.Retention;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.datastream.Subscriptions;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.ShardIterators;
import java.util.List;

/** The operations of the service, in the order of docs/data-streams.md. */
record KinesisActions(
        DataStreams dataStreams,
        Retention retention,
        StreamConsumers consumers,
        AccountSettings accountSettings,
        RecordWriter writer,
        RecordReader reader,
        ReadLimits readLimits,
        ShardIterators iterators,
        NextTokens tokens) {
    List<Action<?, ?>> all() {
        Capacity capacity = new Capacity(dataStreams, accountSettings);
        Resources resources = new Resources(dataStreams, consumers);
        return List.of(
                new CreateStream(dataStreams, accountSettings),
                new DeleteStream(dataStreams),
                new DescribeStream(dataStreams),
                new DescribeStreamSummary(dataStreams),
                new ListStreams(dataStreams, tokens),
                new ListShards(dataStreams, tokens),
                new SplitShard(dataStreams, capacity),
                new MergeShards(dataStreams, capacity),
                new UpdateShardCount(dataStreams, capacity),
                new UpdateStreamMode(dataStreams, capacity),
                new UpdateStreamWarmThroughput(dataStreams, capacity),
                new UpdateMaxRecordSize(dataStreams),
                new IncreaseStreamRetentionPeriod(dataStreams, retention),
                new DecreaseStreamRetentionPeriod(dataStreams),
                new EnableEnhancedMonitoring(dataStreams),
                new DisableEnhancedMonitoring(dataStreams),
                new StartStreamEncryption(dataStreams),
                new StopStreamEncryption(dataStreams),
                new PutRecord(dataStreams, writer),
                new PutRecords(dataStreams, writer),
                new GetShardIterator(dataStreams, reader, iterators, readLimits),
                new GetRecords(dataStreams, reader, iterators, readLimits),
                new RegisterStreamConsumer(dataStreams, consumers),
                new DescribeStreamConsumer(dataStreams.home(), consumers),
                new ListStreamConsumers(dataStreams, tokens),
                new DeregisterStreamConsumer(dataStreams.home(), consumers),
                new SubscribeToShard(
                        dataStreams.home(),
                        consumers,
                        new Subscriptions(dataStreams, consumers, reader, readLimits, EventRoom.ofThisProcess())),
                new AddTagsToStream(dataStreams),
                new RemoveTagsFromStream(dataStreams),
                new ListTagsForStream(dataStreams),
                new TagResource(resources),
                new UntagResource(resources),
                new ListTagsForResource(resources),
                new PutResourcePolicy(resources),
                new GetResourcePolicy(resources),
                new DeleteResourcePolicy(resources),
                new DescribeLimits(dataStreams),
                new DescribeAccountSettings(accountSettings),
                new UpdateAccountSettings(accountSettings));
    }
}
