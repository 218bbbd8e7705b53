package dev.freshet.gateway.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.ViolationText;
import dev.freshet.gateway.schema.Naming;
import dev.freshet.gateway.schema.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConstraintCheckerTest {
    private final Schemas schemas = new Schemas(Naming.UPPER_CAMEL);
    private final ConstraintChecker checker = new ConstraintChecker();

    private List<String> check(Record record) {
        return checker.check(schemas.of(record.getClass()), record).stream()
                .map(ViolationText::sentence)
                .toList();
    }

    record Name(
            @Required @Pattern("[a-z]+") @Length(min = 1, max = 3) @Nullable
            String streamName) {}

    @Test
    void anAbsentMemberBreaksOnlyRequired() {
        assertThat(check(new Name(null)))
                .containsExactly("Value null at 'streamName' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void theBoundsAreInclusive() {
        assertThat(check(new Name("a"))).isEmpty();
        assertThat(check(new Name("abc"))).isEmpty();
    }

    @Test
    void anEmptyStringBreaksPatternAndLengthInAwssOrder() {
        assertThat(check(new Name("")))
                .containsExactly(
                        "Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: [a-z]+",
                        "Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than"
                                + " or equal to 1");
    }

    @Test
    void aLongStringIsReportedForItsLengthAlone() {
        assertThat(check(new Name("ABCD")))
                .containsExactly("Value 'ABCD' at 'streamName' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 3");
    }

    @Test
    void charactersAreThoseOfUnicode() {
        record Text(@Length(min = 2, max = 2) @Nullable String text) {}
        assertThat(check(new Text("😀😀"))).isEmpty();
        assertThat(check(new Text("😀"))).hasSize(1);
    }

    @Test
    void numbersHaveBounds() {
        record Limit(
                @Range(min = 1, max = 10000) @Nullable Integer limit,
                @Range(min = 0) @Nullable Long size) {}
        assertThat(check(new Limit(1, 0L))).isEmpty();
        assertThat(check(new Limit(10000, Long.MAX_VALUE))).isEmpty();
        assertThat(check(new Limit(null, null))).isEmpty();
        assertThat(check(new Limit(0, -1L)))
                .containsExactly(
                        "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or"
                                + " equal to 1",
                        "Value '-1' at 'size' failed to satisfy constraint: Member must have value greater than or"
                                + " equal to 0");
        assertThat(check(new Limit(10001, 1L)))
                .containsExactly("Value '10001' at 'limit' failed to satisfy constraint: Member must have value less"
                        + " than or equal to 10000");
    }

    enum Mode {
        PROVISIONED,
        ON_DEMAND
    }

    record Details(@Required @OneOf(Mode.class) @Nullable String streamMode) {}

    record Modes(
            @Nullable Details streamModeDetails,
            @OneOf(Mode.class) @Length(min = 1) @Nullable List<String> all) {}

    @Test
    void wordsMustBeOfTheEnum() {
        assertThat(check(new Modes(new Details("ON_DEMAND"), List.of("PROVISIONED"))))
                .isEmpty();
        assertThat(check(new Modes(new Details("on_demand"), List.of("PROVISIONED", "x"))))
                .containsExactly(
                        "Value 'on_demand' at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must"
                                + " satisfy enum value set: [PROVISIONED, ON_DEMAND]",
                        "Value '[PROVISIONED, x]' at 'all' failed to satisfy constraint: Member must satisfy"
                                + " constraint: [Member must satisfy enum value set: [PROVISIONED, ON_DEMAND]]");
    }

    record Tagged(
            @Length(min = 1, max = 2)
            @Each(min = 1, max = 3, pattern = "[a-z]*")
            @EachValue(max = 3, pattern = "[0-9]*")
            @Nullable
            Map<String, String> tags,

            @Each(max = 3) @Nullable List<String> tagKeys) {}

    @Test
    void keysValuesAndElementsHaveRulesOfTheirOwn() {
        assertThat(check(new Tagged(Map.of("a", "1"), List.of("abc")))).isEmpty();
        assertThat(check(new Tagged(Map.of("A", "x"), List.of("a", "abcd"))))
                .containsExactly(
                        "Value '{A=x}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint:"
                                + " [Member must have length less than or equal to 3, Member must have length greater"
                                + " than or equal to 1, Member must satisfy regular expression pattern: [a-z]*]",
                        "Value '{A=x}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint:"
                                + " [Member must have length less than or equal to 3, Member must satisfy regular"
                                + " expression pattern: [0-9]*]",
                        "Value '[a, abcd]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint:"
                                + " [Member must have length less than or equal to 3]");
        assertThat(check(new Tagged(Map.of(), null)))
                .containsExactly("Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater"
                        + " than or equal to 1");
    }

    @Test
    void nullElementsAreReportedByTheirPlace() {
        Map<String, @Nullable String> tags = Collections.singletonMap("k", null);
        List<@Nullable String> keys = Arrays.asList("a", null);
        @SuppressWarnings("NullAway") // what a body with nulls in it becomes
        Tagged tagged = new Tagged((Map<String, String>) (Map<?, ?>) tags, (List<String>) (List<?>) keys);
        assertThat(check(tagged))
                .containsExactly(
                        "Value null at 'tags.k.member' failed to satisfy constraint: Member must not be null",
                        "Value null at 'tagKeys.2.member' failed to satisfy constraint: Member must not be null");
    }

    record Entry(@Required @Length(max = 2) byte @Nullable [] data) {}

    record Entries(@Length(max = 30) @Nullable List<Entry> records) {}

    @Test
    void blobsArePrintedAsAwsPrintsThem() {
        assertThat(check(new Entries(List.of(new Entry(new byte[2]), new Entry(new byte[3])))))
                .containsExactly("Value 'java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]' at 'records.2.member.data' failed"
                        + " to satisfy constraint: Member must have length less than or equal to 2");
    }

    @Test
    void tenViolationsAreEnough() {
        assertThat(check(new Entries(Collections.nCopies(25, new Entry(null))))).hasSize(10);
    }

    @Test
    void aLongValueIsCutInTheMessage() {
        List<Violation> violations = checker.check(
                schemas.of(Entries.class), new Entries(new ArrayList<>(Collections.nCopies(1000, new Entry(null)))));
        assertThat(violations.getFirst().value().orElseThrow())
                .startsWith("[Entry(data=null), Entry(data=null)")
                .hasSize(2048 + 3);
    }
}
