package dev.freshet.kinesis.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.ShardPosition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Shard iterators: a place in a shard and when it was given out. They may be used any number of times within five
 * minutes. Sealed, they are up to 260 characters long.
 */
public final class ShardIterators {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int FIXED_BYTES = Long.BYTES * 4 + Integer.BYTES;

    private final Seal seal;
    private final InstantSource clock;

    public ShardIterators(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    public String issue(ShardPosition position) {
        byte[] name = position.name().value().getBytes(UTF_8);
        ByteBuffer content = ByteBuffer.allocate(FIXED_BYTES + name.length)
                .putLong(clock.millis())
                .putLong(position.dataStream().getMostSignificantBits())
                .putLong(position.dataStream().getLeastSignificantBits())
                .putInt(position.shard().number())
                .putLong(position.index())
                .put(name);
        return seal.close(TokenKind.SHARD_ITERATOR, content.array());
    }

    /** The place, whatever the iterator's age. */
    public ShardPosition open(String iterator) {
        return position(content(iterator).position(Long.BYTES));
    }

    /** The place, if the iterator is not too old. */
    public ShardPosition redeem(String iterator) {
        ByteBuffer content = content(iterator);
        Instant issued = Instant.ofEpochMilli(content.getLong());
        Instant now = clock.instant();
        if (now.isAfter(issued.plus(LIFE))) {
            throw KinesisErrors.expiredIterator("Iterator expired. The iterator was created at time "
                    + TIME.format(issued) + " while right now it is " + TIME.format(now)
                    + " which is further in the future than the tolerated delay of " + LIFE.toMillis()
                    + " milliseconds.");
        }
        return position(content);
    }

    private ByteBuffer content(String iterator) {
        return seal.open(TokenKind.SHARD_ITERATOR, iterator)
                .map(ByteBuffer::wrap)
                .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid ShardIterator."));
    }

    private static ShardPosition position(ByteBuffer content) {
        UUID dataStream = new UUID(content.getLong(), content.getLong());
        ShardId shard = new ShardId(content.getInt());
        long index = content.getLong();
        String name = UTF_8.decode(content).toString();
        return new ShardPosition(new DataStreamName(name), dataStream, shard, index);
    }
}
