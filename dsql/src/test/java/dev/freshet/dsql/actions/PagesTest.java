package dev.freshet.dsql.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.dsql.actions.Pages.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
    @Property
    void keysSortByAge(
            @ForAll @LongRange(max = 4_000_000_000_000L) long first,
            @ForAll @LongRange(max = 4_000_000_000_000L) long second) {
        String a = Pages.byAge(Instant.ofEpochMilli(first), "b");
        String b = Pages.byAge(Instant.ofEpochMilli(second), "a");

        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(first == second ? 1 : Long.compare(first, second));
    }

    @Test
    void aWholeSecondSortsBeforeItsMilliseconds() {
        Instant second = Instant.parse("2026-07-08T10:00:00Z");

        assertThat(Pages.byAge(second, "z")).isLessThan(Pages.byAge(second.plusMillis(1), "a"));
    }

    @Property
    void thePagesTogetherAreTheList(
            @ForAll @IntRange(max = 30) int count, @ForAll @IntRange(min = 1, max = 12) int size) {
        List<String> items =
                IntStream.range(0, count).mapToObj("%03d"::formatted).toList();
        List<String> seen = new ArrayList<>();
        @Nullable String token = null;
        do {
            Page<String> page = Pages.page(items, item -> item, size, token);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            seen.addAll(page.items());
            token = page.nextToken();
        } while (token != null);

        assertThat(seen).isEqualTo(items);
    }

    @Test
    void anItemThatGoesBetweenTwoPagesShiftsNothing() {
        Page<String> first = Pages.page(List.of("a", "b", "c", "d"), item -> item, 2, null);

        Page<String> second = Pages.page(List.of("a", "c", "d"), item -> item, 2, first.nextToken());

        assertThat(second.items()).containsExactly("c", "d");
        assertThat(second.nextToken()).isNull();
        assertThat(Pages.page(Collections.<String>emptyList(), item -> item, 2, first.nextToken())
                        .items())
                .isEmpty();
    }
}
