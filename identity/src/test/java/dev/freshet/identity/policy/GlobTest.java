package dev.freshet.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {
    @Property(tries = 5_000)
    void matchesWhatTheSameRegularExpressionMatches(
            @ForAll @Chars({'a', 'b', '*', '?', '.'}) @StringLength(max = 12) String pattern,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 16) String value) {
        String expression = pattern.replace(".", "\\.").replace("*", ".*").replace('?', '.');
        assertThat(Glob.of(pattern).matches(value)).isEqualTo(Pattern.matches(expression, value));
    }

    @Property
    void everyTextMatchesItselfAndAStar(@ForAll String text) {
        assertThat(Glob.of("*").matches(text)).isTrue();
        assertThat(new Glob.Builder().literal(text).build().matches(text)).isTrue();
        assertThat(Glob.of(text).matches(text)).isTrue();
    }

    @Test
    @Timeout(5)
    void aHostilePatternCannotStallTheServer() {
        assertThat(Glob.of("*a".repeat(500) + "b").matches("a".repeat(20_000))).isFalse();
    }

    @Test
    void aStarPassesSlashesAndColons() {
        assertThat(Glob.of("arn:aws:kinesis:*:stream/*").matches("arn:aws:kinesis:us-east-1:123456789012:stream/a/b:c"))
                .isTrue();
    }

    @Test
    void theLastPartOfASplitKeepsItsSeparators() {
        assertThat(Glob.of("a:b?:c:d*").split(':', 3)).map(Glob::text).containsExactly("a", "b?", "c:d*");
        assertThat(Glob.of("a:b?:c:d*").split(':', 3).get(1).matches("bx")).isTrue();
        assertThat(Glob.of("a:b?:c:d*").split(':', 3).get(2).matches("c:dd")).isTrue();
    }
}
