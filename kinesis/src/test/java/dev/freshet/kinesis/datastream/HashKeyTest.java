package dev.freshet.kinesis.datastream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HashKeyTest {
    private static final String MAX = "340282366920938463463374607431768211455";

    @Test
    void aPartitionKeyHashesToItsMd5AsAnUnsignedNumber() {
        // md5("a") = 0cc175b9c0f1b6a831c399e269772661; md5("partition") starts with a set bit.
        assertThat(hash("a").number()).isEqualTo(new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16));
        assertThat(hash("b").number()).isEqualTo(new BigInteger("92eb5ffee6ae2fec3ad71c777531578f", 16));
    }

    @Test
    void keysAreReadUpTo2To128Minus1AndNoFurther() {
        assertThat(HashKey.parse("0")).contains(HashKey.MIN);
        assertThat(HashKey.parse(MAX)).contains(HashKey.MAX);
        assertThat(HashKey.parse("340282366920938463463374607431768211456")).isEmpty();
        assertThat(HashKey.parse("01")).isEmpty();
        assertThat(HashKey.parse("-1")).isEmpty();
        assertThat(HashKey.parse("")).isEmpty();
    }

    @Property
    void keysCompareAndPrintAsTheirNumbers(
            @ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
        HashKey key = new HashKey(high, low);
        HashKey other = new HashKey(otherHigh, otherLow);

        assertThat(HashKey.parse(key.toString())).contains(key);
        assertThat(Integer.signum(key.compareTo(other))).isEqualTo(key.number().compareTo(other.number()));
    }

    @Test
    void fourShardsHaveAwssRanges() {
        assertThat(HashKeyRange.uniform(4))
                .extracting(range -> range.start() + "-" + range.end())
                .containsExactly(
                        "0-85070591730234615865843651857942052863",
                        "85070591730234615865843651857942052864-170141183460469231731687303715884105727",
                        "170141183460469231731687303715884105728-255211775190703847597530955573826158591",
                        "255211775190703847597530955573826158592-" + MAX);
    }

    @Property
    void uniformRangesCoverEveryKeyOnce(@ForAll @IntRange(min = 1, max = 300) int count) {
        List<HashKeyRange> ranges = HashKeyRange.uniform(count);

        assertThat(ranges.getFirst().start()).isEqualTo(HashKey.MIN);
        assertThat(ranges.getLast().end()).isEqualTo(HashKey.MAX);
        for (int i = 1; i < count; i++) {
            assertThat(ranges.get(i).start().number())
                    .isEqualTo(ranges.get(i - 1).end().number().add(BigInteger.ONE));
        }
    }

    private static HashKey hash(String partitionKey) {
        return HashKey.ofPartitionKey(partitionKey.getBytes(UTF_8), HashKey.md5());
    }
}
