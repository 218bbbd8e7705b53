package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
    /** Given out by AWS. */
    private static final String REAL = "49647060812288014558888668248263847763900017820167045122";

    @Test
    void aRealNumberIsReadAndWrittenBack() {
        SequenceNumber number = SequenceNumber.parse(REAL).orElseThrow();

        assertThat(Instant.ofEpochSecond(number.createdSecond())).isEqualTo(Instant.parse("2023-12-05T03:24:37Z"));
        assertThat(number.time()).isEqualTo(Instant.parse("2023-12-05T07:09:12Z"));
        assertThat(number.index()).isEqualTo(26054);
        assertThat(number.shard()).isZero();
        assertThat(number).hasToString(REAL);
    }

    @Property
    void everyNumberIsFoundAgainFromItsDigits(@ForAll("numbers") SequenceNumber number) {
        assertThat(SequenceNumber.parse(number.toString())).contains(number);
    }

    @Property
    void everyNumberHas56DigitsWithoutALeadingZero(@ForAll("numbers") SequenceNumber number) {
        assertThat(number.toString()).matches("[1-9]\\d{55}");
    }

    @Property
    void theDigitsAreTheDocumentedHexLayout(@ForAll("numbers") SequenceNumber number) {
        String hex = "2%09x%x%016x00%09x%08x2"
                .formatted(
                        number.createdSecond(), number.shard() & 0xf, number.index(), number.second(), number.shard());

        assertThat(number.toString()).isEqualTo(new BigInteger(hex, 16).toString());
    }

    @Property
    void numbersCompareAsIntegers(@ForAll("numbers") SequenceNumber a, @ForAll("numbers") SequenceNumber b) {
        int asIntegers = new BigInteger(a.toString()).compareTo(new BigInteger(b.toString()));

        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(asIntegers);
    }

    @Property
    void withinAShardTheIndexDecidesWhateverTheTimes(
            @ForAll("numbers") SequenceNumber a, @ForAll("seconds") long second) {
        SequenceNumber next = new SequenceNumber(a.createdSecond(), a.shard(), Math.max(a.index() - 1, 0) + 1, second);

        assertThat(next.compareTo(new SequenceNumber(a.createdSecond(), a.shard(), next.index() - 1, a.second())))
                .isPositive();
    }

    @Property
    void aChildsStartIsBehindItsParentsEnd(@ForAll("numbers") SequenceNumber a, @ForAll("shards") int child) {
        SequenceNumber end = new SequenceNumber(a.createdSecond(), a.shard(), SequenceNumber.LAST_INDEX, a.second());
        long later = Math.min(a.createdSecond() + 1, (1L << 36) - 1);
        SequenceNumber start = new SequenceNumber(later, child, 0, later);

        assertThat(later == a.createdSecond() || start.compareTo(end) > 0).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "12",
                "TRIM_HORIZON",
                "4964706081228801455888866824826384776390001782016704512",
                "496470608122880145588886682482638477639000178201670451220",
                "49647060812288014558888668248263847763900017820167045123",
                "19647060812288014558888668248263847763900017820167045122",
                "99999999999999999999999999999999999999999999999999999999"
            })
    void whatKinesisCouldNotHaveGivenOutIsRefused(String text) {
        assertThat(SequenceNumber.parse(text)).isEmpty();
    }

    @Provide
    Arbitrary<SequenceNumber> numbers() {
        return Combinators.combine(seconds(), shards(), Arbitraries.longs().greaterOrEqual(0), seconds())
                .as(SequenceNumber::new);
    }

    @Provide
    Arbitrary<Long> seconds() {
        return Arbitraries.longs().between(0, (1L << 36) - 1);
    }

    @Provide
    Arbitrary<Integer> shards() {
        return Arbitraries.integers().greaterOrEqual(0);
    }
}
