package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.NetEffect.Expected;
import dev.freshet.capture.NetEffect.Snapshot;
import dev.freshet.capture.NetEffect.Touch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the model of {@link NetEffectTest} leaves open, because the log does not tell. */
class NetEffectModelTest {
    private static final RandomTable DEFERRABLE =
            new RandomTable("shifted", List.of(), List.of("id"), RandomTable.Kind.DEFERRABLE, "");
    private static final String OLD = "{\"id\":9,\"v\":2}";
    private static final String WIDENED = "{\"id\":9,\"v\":2,\"more\":7}";

    @Test
    void whichOfTwoEqualRowsOfOneKeyWentIsLeftOpen() {
        assertThat(replaced(OLD, OLD)).isEqualTo(new Expected(List.of(), Set.of("u shifted " + OLD)));
    }

    @Test
    void soItIsWhenAColumnWasAddedToBoth() {
        assertThat(replaced(OLD, WIDENED)).isEqualTo(new Expected(List.of(), Set.of("u shifted " + WIDENED)));
    }

    @Test
    void anotherValueIsAnUpdate() {
        String other = WIDENED.replace("2", "3");

        assertThat(replaced(OLD, other).required()).containsExactly("u shifted " + other);
    }

    private static Expected replaced(String old, String now) {
        return NetEffect.of(
                new Snapshot(Map.of(DEFERRABLE, List.of(old))),
                new Snapshot(Map.of(DEFERRABLE, List.of(now))),
                List.of(new Touch(DEFERRABLE, null, now, false), new Touch(DEFERRABLE, old, null, false)));
    }
}
