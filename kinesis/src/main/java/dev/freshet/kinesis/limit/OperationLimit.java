package dev.freshet.kinesis.limit;

import java.util.Map;
import java.util.Optional;

/**
 * How often an operation may be called, as the API reference says on each operation's page. Operations on records have
 * limits for each shard instead.
 *
 * @param perSecond calls
 * @param scope what is counted apart
 */
public record OperationLimit(int perSecond, Scope scope) {
    /** What calls are counted by. */
    public enum Scope {
        ACCOUNT,
        DATA_STREAM
    }

    private static final Map<String, OperationLimit> BY_OPERATION = Map.ofEntries(
            Map.entry("AddTagsToStream", account(5)),
            Map.entry("CreateStream", account(5)),
            Map.entry("DecreaseStreamRetentionPeriod", dataStream(5)),
            Map.entry("DeleteResourcePolicy", account(5)),
            Map.entry("DeleteStream", account(5)),
            Map.entry("DeregisterStreamConsumer", dataStream(5)),
            Map.entry("DescribeAccountSettings", account(5)),
            Map.entry("DescribeLimits", account(1)),
            Map.entry("DescribeStream", account(10)),
            Map.entry("DescribeStreamConsumer", dataStream(20)),
            Map.entry("DescribeStreamSummary", account(20)),
            Map.entry("DisableEnhancedMonitoring", dataStream(5)),
            Map.entry("EnableEnhancedMonitoring", dataStream(5)),
            Map.entry("GetResourcePolicy", account(5)),
            Map.entry("IncreaseStreamRetentionPeriod", dataStream(5)),
            Map.entry("ListShards", dataStream(1000)),
            Map.entry("ListStreamConsumers", dataStream(5)),
            Map.entry("ListStreams", account(5)),
            Map.entry("ListTagsForStream", dataStream(5)),
            Map.entry("MergeShards", dataStream(5)),
            Map.entry("PutResourcePolicy", account(5)),
            Map.entry("RegisterStreamConsumer", dataStream(5)),
            Map.entry("RemoveTagsFromStream", dataStream(5)),
            Map.entry("SplitShard", dataStream(5)),
            Map.entry("UpdateAccountSettings", account(5)),
            Map.entry("UpdateShardCount", account(10)),
            Map.entry("UpdateStreamWarmThroughput", account(5)));

    /** Empty for an operation that AWS names no such limit for. */
    public static Optional<OperationLimit> of(String operation) {
        return Optional.ofNullable(BY_OPERATION.get(operation));
    }

    private static OperationLimit account(int perSecond) {
        return new OperationLimit(perSecond, Scope.ACCOUNT);
    }

    private static OperationLimit dataStream(int perSecond) {
        return new OperationLimit(perSecond, Scope.DATA_STREAM);
    }
}
