package dev.freshet.kinesis.history;

import static dev.freshet.kinesis.history.DataStreamProcess.DATA_STREAM;

import dev.freshet.gateway.ApiException;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.Shard;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Splits, merges and scales at random, between one shard and a dozen. */
final class Resharder {
    private static final int SHARDS_MAX = 12;
    private static final BigInteger RANGE_MIN = BigInteger.valueOf(1000);

    private final DataStreams dataStreams;
    private final Capacity capacity;
    private final Random random;

    Resharder(DataStreams dataStreams, Capacity capacity, Random random) {
        this.dataStreams = dataStreams;
        this.capacity = capacity;
        this.random = random;
    }

    int pauseMillis() {
        return random.nextInt(20);
    }

    void once() {
        List<Shard> open = dataStreams.describe(DATA_STREAM).openShards().stream()
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
        if (random.nextInt(8) == 0) {
            scale(open.size());
        } else if (open.size() == 1 || open.size() < SHARDS_MAX && random.nextBoolean()) {
            split(open.get(random.nextInt(open.size())));
        } else {
            int at = random.nextInt(open.size() - 1);
            int other = random.nextInt(2);
            capacity.merge(DATA_STREAM, name(open.get(at + other)), name(open.get(at + 1 - other)));
        }
    }

    private void scale(int open) {
        int least = (open + 1) / 2;
        int most = Math.max(least, Math.min(2 * open, SHARDS_MAX));
        try {
            capacity.scale(DATA_STREAM, least + random.nextInt(most - least + 1));
        } catch (ApiException e) {
            // Ten times a day.
            if (!e.code().equals("LimitExceededException")) {
                throw e;
            }
        }
    }

    private void split(Shard shard) {
        BigInteger start = shard.range().start().number();
        BigInteger width = shard.range().end().number().subtract(start);
        if (width.compareTo(RANGE_MIN) < 0) {
            return;
        }
        BigInteger within = BigInteger.valueOf(1 + random.nextInt(998));
        BigInteger key = start.add(BigInteger.TWO).add(width.multiply(within).divide(RANGE_MIN.add(BigInteger.TWO)));
        capacity.split(DATA_STREAM, name(shard), HashKey.parse(key.toString()).orElseThrow());
    }

    private static String name(Shard shard) {
        return shard.id().toString();
    }
}
