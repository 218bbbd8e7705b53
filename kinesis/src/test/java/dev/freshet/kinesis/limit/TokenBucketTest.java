package dev.freshet.kinesis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    @Property(tries = 200)
    void neverMoreGoesThroughThanTheRateAndOneBurst(
            @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 300) Integer> pausesMillis) {
        TokenBucket bucket = new TokenBucket(10, 100, 1_000);
        long now = 1_000;
        long latest = now;
        long taken = 0;
        for (int pause : pausesMillis) {
            now = Math.max(now + pause, latest - 1_000);
            latest = Math.max(latest, now);
            while (bucket.has(1, 10, now)) {
                bucket.take(1);
                taken++;
            }
        }

        assertThat(taken).isLessThanOrEqualTo(10 + (latest - 1_000) / 10);
    }

    @Test
    void whatIsOwedIsPaidBackFirst() {
        TokenBucket bucket = new TokenBucket(10, 10, 0);
        bucket.take(30);

        assertThat(bucket.has(1, 10, 2_000)).isFalse();
        assertThat(bucket.has(1, 10, 2_100)).isTrue();
        assertThat(bucket.isFull(10, 2_900)).isFalse();
        assertThat(bucket.isFull(10, 3_000)).isTrue();
    }

    @Test
    void aClockSetBackGivesNothingAndTheRateGoesOnFromThere() {
        TokenBucket bucket = new TokenBucket(10, 10, 3_600_000);
        bucket.take(10);

        assertThat(bucket.has(1, 10, 1_000)).isFalse();
        assertThat(bucket.has(1, 10, 1_099)).isFalse();
        assertThat(bucket.has(1, 10, 1_100)).isTrue();
    }

    @Test
    void aClockSetBackTakesNothing() {
        TokenBucket bucket = new TokenBucket(10, 10, 3_600_000);

        assertThat(bucket.isFull(10, 1_000)).isTrue();
    }

    @Test
    void callersOutOfOrderSaveNothingUpTwice() {
        TokenBucket bucket = new TokenBucket(10, 10, 5_000);
        bucket.take(10);

        assertThat(bucket.has(1, 10, 4_900)).isFalse();
        assertThat(bucket.has(1, 10, 5_000)).isFalse();
        assertThat(bucket.has(1, 10, 5_100)).isTrue();
    }
}
