package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.ApiException;

/** The errors of Kinesis's API, each with AWS's own sentence where that is known. */
public final class KinesisErrors {
    private static final int CLIENT = 400;
    private static final int SERVER = 500;

    private KinesisErrors() {}

    public static ApiException dataStreamNotFound(DataStreamName name, Home home) {
        return resourceNotFound("Stream " + name + " under account " + home.account() + " not found.");
    }

    /** @param consumer its ARN, or how else the caller named it */
    public static ApiException consumerNotFound(String consumer, Home home) {
        return resourceNotFound("Consumer " + consumer + " under account " + home.account() + " not found.");
    }

    public static ApiException shardNotFound(String shard, DataStreamName name, Home home) {
        return resourceNotFound(
                "Could not find shard " + shard + " in stream " + name + " under account " + home.account() + ".");
    }

    /** How reading words it: the shard's id is well-formed. */
    static ApiException shardDoesNotExist(ShardId shard, DataStreamName name, Home home) {
        return resourceNotFound(
                "Shard " + shard + " in stream " + name + " under account " + home.account() + " does not exist");
    }

    /** What both a refused call and a refused record of a call are told. */
    public static String rateExceeded(ShardId shard, DataStreamName name, Home home) {
        return "Rate exceeded for shard " + shard + " in stream " + name + " under account " + home.account() + ".";
    }

    public static ApiException notActive(DataStream dataStream, Home home) {
        return resourceInUse("Stream " + dataStream.name() + " under account " + home.account()
                + " not ACTIVE, instead in state " + dataStream.status());
    }

    public static ApiException resourceNotFound(String message) {
        return new ApiException("ResourceNotFoundException", CLIENT, message);
    }

    public static ApiException resourceInUse(String message) {
        return new ApiException("ResourceInUseException", CLIENT, message);
    }

    public static ApiException invalidArgument(String message) {
        return new ApiException("InvalidArgumentException", CLIENT, message);
    }

    public static ApiException validation(String message) {
        return new ApiException("ValidationException", CLIENT, message);
    }

    public static ApiException limitExceeded(String message) {
        return new ApiException("LimitExceededException", CLIENT, message);
    }

    public static ApiException throughputExceeded(String message) {
        return new ApiException("ProvisionedThroughputExceededException", CLIENT, message);
    }

    public static ApiException expiredIterator(String message) {
        return new ApiException("ExpiredIteratorException", CLIENT, message);
    }

    public static ApiException expiredNextToken() {
        return new ApiException(
                "ExpiredNextTokenException", CLIENT, "The NextToken has expired: tokens last 300 seconds.");
    }

    public static ApiException accessDenied(String message) {
        return new ApiException("AccessDeniedException", CLIENT, message);
    }

    public static ApiException keyNotFound(String message) {
        return new ApiException("KMSNotFoundException", CLIENT, message);
    }

    public static ApiException internalFailure() {
        return new ApiException("InternalFailureException", SERVER, "Internal Service Failure.");
    }
}
