package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Base32Test {
    @Property
    void everyIdentifierIsTheNumberInBase32WithTwoZeroBitsAppended(@ForAll long high, @ForAll long low) {
        String text = Base32.encode(high, low);

        assertThat(text).hasSize(26);
        assertThat(numberOf(text)).isEqualTo(unsigned(high).shiftLeft(64).or(unsigned(low)));
        assertThat(Base32.isValid(text)).isTrue();
    }

    /** Java's own radix 32 has the digits 0-9a-v. */
    private static BigInteger numberOf(String text) {
        StringBuilder radix32 = new StringBuilder();
        for (char c : text.toCharArray()) {
            radix32.append(Character.forDigit("abcdefghijklmnopqrstuvwxyz234567".indexOf(c), 32));
        }
        return new BigInteger(radix32.toString(), 32).shiftRight(2);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    @Test
    void identifiersSeenInTheWildAreValid() {
        assertThat(Base32.isValid("ffthunp5stx6ffs2vyfqoatmfu")).isTrue();
        assertThat(Base32.isValid("kmabugltfmjdaj2siqr2qbxgju")).isTrue();
    }

    @Test
    void otherTextsAreNot() {
        assertThat(Base32.isValid("")).isFalse();
        assertThat(Base32.isValid("ffthunp5stx6ffs2vyfqoatmf")).isFalse();
        assertThat(Base32.isValid("ffthunp5stx6ffs2vyfqoatmfb")).isFalse();
        assertThat(Base32.isValid("FFTHUNP5STX6FFS2VYFQOATMFU")).isFalse();
        assertThat(Base32.isValid("ffthunp5stx6ffs2vyfqoatm1u")).isFalse();
    }

    @Test
    void aClusterIdIsRefusedUnlessItIsOne() {
        assertThatThrownBy(() -> new ClusterId("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
        assertThat(ClusterId.random(new Random(1))).isEqualTo(ClusterId.random(new Random(1)));
        assertThat(ClusterId.random(new Random(1))).isNotEqualTo(ClusterId.random(new Random(2)));
    }
}
