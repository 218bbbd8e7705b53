package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.TokenKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A list of shards under way, which is what ListShards's token holds. */
record ShardList(DataStreamName name, UUID dataStream, Optional<ShardId> behind, ShardFilter filter) {
    static ShardList open(NextTokens tokens, String token) {
        return parse(tokens.open(TokenKind.LIST_SHARDS, token));
    }

    static ShardList redeem(NextTokens tokens, String token) {
        return parse(tokens.redeem(TokenKind.LIST_SHARDS, token));
    }

    String issue(NextTokens tokens) {
        return tokens.issue(
                TokenKind.LIST_SHARDS,
                List.of(
                        name.value(),
                        dataStream.toString(),
                        behind.map(ShardId::toString).orElse(""),
                        Present.of(filter.type()),
                        filter.shardId() == null ? "" : filter.shardId(),
                        filter.timestamp() == null ? "" : filter.timestamp().toString()));
    }

    private static ShardList parse(List<String> fields) {
        return new ShardList(
                new DataStreamName(fields.get(0)),
                UUID.fromString(fields.get(1)),
                ShardId.parse(fields.get(2)),
                new ShardFilter(
                        fields.get(3),
                        fields.get(4).isEmpty() ? null : fields.get(4),
                        fields.get(5).isEmpty() ? null : Instant.parse(fields.get(5))));
    }

    ShardList continuedBehind(ShardId last) {
        return new ShardList(name, dataStream, Optional.of(last), filter);
    }
}
