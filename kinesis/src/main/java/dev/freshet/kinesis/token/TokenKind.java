package dev.freshet.kinesis.token;

/** What a token is for. Their order is part of every token: new ones go to the end. */
public enum TokenKind {
    SHARD_ITERATOR,
    LIST_SHARDS,
    LIST_STREAMS,
    LIST_STREAM_CONSUMERS
}
