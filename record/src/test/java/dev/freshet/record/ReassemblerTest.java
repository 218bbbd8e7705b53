package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.record.ChunkedChange.InFragments;
import dev.freshet.record.ChunkedChange.Inline;
import dev.freshet.record.Reassembly.Complete;
import dev.freshet.record.Reassembly.Duplicate;
import dev.freshet.record.Reassembly.GivenUp;
import dev.freshet.record.Reassembly.Held;
import dev.freshet.record.Reassembly.LostChunk;
import dev.freshet.record.Reassembly.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ReassemblerTest {
    private static final ChangeSource SOURCE =
            new ChangeSource("1.0", 1, SampleRecords.TRANSACTION.value(), "s", "t", "postgres", "c");
    private static final Duration WAITING = Duration.ofMinutes(1);
    private static final long ROOM = 10_000;

    private final SettableClock clock = new SettableClock();
    private final Reassembler reassembler = new Reassembler(new Reassembler.Limits(ROOM, WAITING), clock);

    @Test
    void aWholeChangePasses() {
        RowChange change = SampleRecords.change(Op.CREATE, "{}");
        assertThat(reassembler.accept(change)).containsExactly(new Complete(change, Set.of()));
    }

    @Test
    void theLastPartCompletesTheChange() {
        assertThat(reassembler.accept(fragment("k", 1, "7}"))).containsExactly(new Held(Set.of("k")));
        assertThat(reassembler.accept(main("k", 2, "{\"id\":7}"))).containsExactly(new Held(Set.of("k")));
        assertThat(reassembler.accept(fragment("k", 0, "{\"id\":"))).containsExactly(complete("k", "{\"id\":7}"));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void bothImagesMayComeInFragments() {
        ChunkedChange main = new ChunkedChange(
                Op.UPDATE, inFragments("old", 1, "{\"id\":1}"), inFragments("new", 1, "{\"id\":2}"), SOURCE, 3);

        reassembler.accept(main);
        assertThat(reassembler.accept(fragment("new", 0, "{\"id\":2}")))
                .containsExactly(new Held(Set.of("old", "new")));
        assertThat(reassembler.accept(fragment("old", 0, "{\"id\":1}")))
                .containsExactly(new Complete(
                        new RowChange(Op.UPDATE, object("{\"id\":1}"), object("{\"id\":2}"), SOURCE, 3),
                        Set.of("old", "new")));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void duplicatesBeforeAndAfterCompletionAreToldAndKeepNothing() {
        reassembler.accept(fragment("k", 0, "{"));
        long held = reassembler.heldBytes();
        assertThat(reassembler.accept(fragment("k", 0, "{"))).containsExactly(new Duplicate(Set.of("k")));
        assertThat(reassembler.heldBytes()).isEqualTo(held);
        reassembler.accept(main("k", 2, "{}"));
        assertThat(reassembler.accept(main("k", 2, "{}"))).containsExactly(new Duplicate(Set.of("k")));
        assertThat(reassembler.accept(fragment("k", 1, "}"))).containsExactly(complete("k", "{}"));

        assertThat(reassembler.accept(fragment("k", 1, "}"))).containsExactly(new Duplicate(Set.of("k")));
        assertThat(reassembler.accept(main("k", 2, "{}"))).containsExactly(new Duplicate(Set.of("k")));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void whatIsCompleteIsRememberedForAWhileOnly() {
        for (int i = 0; i < 10_000; i++) {
            reassembler.accept(fragment("k" + i, 0, "{}"));
            reassembler.accept(main("k" + i, 1, "{}"));
        }
        assertThat(reassembler.accept(main("k9999", 1, "{}"))).containsExactly(new Duplicate(Set.of("k9999")));
        reassembler.accept(fragment("k0", 0, "{}"));
        assertThat(reassembler.accept(main("k0", 1, "{}"))).containsExactly(complete("k0", "{}"));
    }

    @Test
    void whatWaitsTooLongIsGivenUpWithWhatWasThere() {
        reassembler.accept(fragment("a", 1, "xyz"));
        clock.advance(WAITING.minusSeconds(1));
        ChunkedChange main = main("b", 2, "{}");
        reassembler.accept(main);
        assertThat(reassembler.expire()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(reassembler.expire())
                .containsExactly(new GivenUp(Reason.TOO_LATE, Optional.empty(), List.of(new LostChunk("a", 1, 3))));
        clock.advance(WAITING);
        RowChange next = SampleRecords.change(Op.CREATE, "{}");
        assertThat(reassembler.accept(next))
                .containsExactly(
                        new GivenUp(Reason.TOO_LATE, Optional.of(main), List.of(new LostChunk("b", 0, 0))),
                        new Complete(next, Set.of()));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void theTimeRunsFromTheFirstPartOn() {
        for (int i = 0; i < 4; i++) {
            reassembler.accept(fragment("a", i, "x"));
            clock.advance(WAITING.dividedBy(4));
        }
        assertThat(reassembler.expire()).hasSize(1);
    }

    @Test
    void whatWasGivenUpCanStillCompleteWhenItComesAgain() {
        reassembler.accept(fragment("a", 0, "{"));
        clock.advance(WAITING);
        reassembler.expire();

        reassembler.accept(main("a", 2, "{}"));
        reassembler.accept(fragment("a", 1, "}"));
        assertThat(reassembler.accept(fragment("a", 0, "{"))).containsExactly(complete("a", "{}"));
    }

    @Test
    void whenTheRoomIsUsedUpTheLargestIsGivenUp() {
        reassembler.accept(fragment("small", 0, "{"));
        for (int i = 0; i < 6; i++) {
            assertThat(reassembler.accept(fragment("large", i, "x".repeat(1_000))))
                    .containsExactly(new Held(Set.of("large")));
        }
        assertThat(reassembler.accept(fragment("large", 6, "x".repeat(1_000))))
                .containsExactly(
                        new GivenUp(Reason.TOO_LARGE, Optional.empty(), List.of(new LostChunk("large", 7, 7_000))));

        reassembler.accept(fragment("small", 1, "}"));
        assertThat(reassembler.accept(main("small", 2, "{}"))).containsExactly(complete("small", "{}"));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void aSmallPartThatFindsNoRoomIsKeptInsteadOfTheLargest() {
        reassembler.accept(fragment("large", 0, "x".repeat(8_500)));
        assertThat(reassembler.accept(fragment("small", 0, "{")))
                .containsExactly(
                        new GivenUp(Reason.TOO_LARGE, Optional.empty(), List.of(new LostChunk("large", 1, 8_500))),
                        new Held(Set.of("small")));
    }

    @Test
    void manySmallPartsAreBoundedToo() {
        long most = 0;
        for (int i = 0; i < 1_000; i++) {
            reassembler.accept(fragment("k" + i, 0, ""));
            most = Math.max(most, reassembler.heldBytes());
        }
        assertThat(most).isPositive().isLessThanOrEqualTo(ROOM);
    }

    @Test
    void aWrongChecksumIsFound() {
        ChunkedChange main = main("k", 2, "{\"id\":7}");
        reassembler.accept(main);
        reassembler.accept(fragment("k", 0, "{\"id\":"));
        assertThat(reassembler.accept(fragment("k", 1, "8}")))
                .containsExactly(
                        new GivenUp(Reason.WRONG_CHECKSUM, Optional.of(main), List.of(new LostChunk("k", 2, 8))));
        assertThat(reassembler.heldBytes()).isZero();
    }

    @Test
    void anImageThatIsNoJsonObjectIsNoChange() {
        ChunkedChange main = main("k", 1, "{\"id\":}");
        reassembler.accept(main);
        assertThat(reassembler.accept(fragment("k", 0, "{\"id\":}")))
                .containsExactly(
                        new GivenUp(Reason.UNREADABLE_IMAGE, Optional.of(main), List.of(new LostChunk("k", 1, 7))));
    }

    @Test
    void partsThatContradictEachOtherAreGivenUp() {
        reassembler.accept(fragment("data", 0, "a"));
        assertContradiction(fragment("data", 0, "b"), "data", Optional.empty(), 1);

        ChunkedChange one = main("beyond", 1, "{}");
        reassembler.accept(one);
        assertContradiction(fragment("beyond", 1, "b"), "beyond", Optional.of(one), 0);

        reassembler.accept(fragment("before", 5, "b"));
        ChunkedChange two = main("before", 2, "{}");
        assertContradiction(two, "before", Optional.of(two), 1);

        ChunkedChange three = main("mains", 3, "{}");
        reassembler.accept(three);
        assertContradiction(main("mains", 2, "{}"), "mains", Optional.of(three), 0);
        assertThat(reassembler.heldBytes()).isZero();
    }

    private void assertContradiction(ChangeRecord record, String id, Optional<ChunkedChange> main, int fragments) {
        assertThat(reassembler.accept(record))
                .containsExactly(
                        new GivenUp(Reason.CONTRADICTION, main, List.of(new LostChunk(id, fragments, fragments))));
    }

    private static Fragment fragment(String id, int index, String data) {
        return new Fragment(id, index, SampleRecords.bytes(data));
    }

    private static ChunkedChange main(String id, int fragments, String image) {
        return new ChunkedChange(Op.UPDATE, new Inline(null), inFragments(id, fragments, image), SOURCE, 3);
    }

    private static InFragments inFragments(String id, int fragments, String image) {
        CRC32C checksum = new CRC32C();
        checksum.update(SampleRecords.bytes(image).array());
        return new InFragments(id, fragments, checksum.getValue());
    }

    private static Complete complete(String id, String image) {
        return new Complete(new RowChange(Op.UPDATE, null, object(image), SOURCE, 3), Set.of(id));
    }

    private static JsonText object(String json) {
        return JsonText.ofObject(SampleRecords.bytes(json));
    }
}
