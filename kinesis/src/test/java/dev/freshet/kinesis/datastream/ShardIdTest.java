package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIdTest {
    @Property
    void anIdHasTwelveDigitsAndIsFoundAgain(@ForAll @IntRange(min = 0) int number) {
        ShardId id = new ShardId(number);

        assertThat(id.toString()).matches("shardId-\\d{12}");
        assertThat(ShardId.parse(id.toString())).contains(id);
    }

    @Test
    void aBareOrShortNumberIsTheSameShard() {
        assertThat(ShardId.parse("7")).contains(new ShardId(7));
        assertThat(ShardId.parse("shardId-7")).contains(new ShardId(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shardId-", "shard-1", "shardId-x", "-1", "2147483648", "99999999999999999999"})
    void anythingElseIsNone(String text) {
        assertThat(ShardId.parse(text)).isEmpty();
    }
}
