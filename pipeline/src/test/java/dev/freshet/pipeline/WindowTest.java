package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.SchemaDictionary;
import dev.freshet.capture.ServerIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WindowTest {
    private final Window window = new Window(new Lsn(0), 3);

    @Test
    void theCheckpointIsThatOfTheLastTransactionBeforeWhichNoneIsMissing() throws InterruptedException {
        Window.Entry first = window.open(at(1));
        Window.Entry second = window.open(at(2));
        Window.Entry third = window.open(at(3));

        window.sign(second);
        assertThat(taken(window)).isEmpty();
        window.sign(first);
        assertThat(taken(window)).contains(new Lsn(2));
        window.sign(third);
        assertThat(taken(window)).contains(new Lsn(3));
        assertThat(taken(window)).isEmpty();
    }

    @Test
    void aQuietPositionCountsWhenNothingBeforeItIsOutstanding() throws InterruptedException {
        window.quiet(at(1));
        assertThat(taken(window)).contains(new Lsn(1));
        Window.Entry open = window.open(at(2));
        window.quiet(at(3));
        window.quiet(at(4));
        assertThat(taken(window)).isEmpty();

        window.sign(open);

        assertThat(taken(window)).contains(new Lsn(4));
    }

    @Test
    void quietPositionsTakeOnePlaceHoweverManyThereAre() throws InterruptedException {
        Window.Entry open = window.open(at(1));
        for (int i = 2; i < 100; i++) {
            window.quiet(at(i));
        }
        Window.Entry another = window.open(at(100));
        window.sign(another);
        window.sign(open);

        assertThat(taken(window)).contains(new Lsn(100));
    }

    @Test
    void aFullWindowBlocksUntilItsFirstIsSigned() throws InterruptedException {
        Window.Entry first = window.open(at(1));
        Window.Entry second = window.open(at(2));
        window.open(at(3));
        Thread opener = Thread.ofVirtual().start(() -> {
            try {
                window.sign(window.open(at(4)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        window.sign(second);
        while (opener.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        window.sign(first);

        opener.join();
        assertThat(taken(window)).contains(new Lsn(2));
    }

    @Test
    void nothingIsProvenBeforeSomethingWasDeliveredOrNothingWasLeft() throws InterruptedException {
        assertThat(window.provesDelivery()).isFalse();
        Window.Entry open = window.open(at(1));
        window.quiet(at(2));
        assertThat(window.provesDelivery()).isFalse();

        window.sign(open);

        assertThat(window.provesDelivery()).isTrue();
    }

    @Test
    void aPositionBehindWhatWasToldBeforeSaysNothing() throws InterruptedException {
        Window later = new Window(new Lsn(50), 3);
        later.quiet(at(49));
        assertThat(taken(later)).isEmpty();
        assertThat(later.provesDelivery()).isFalse();
        later.sign(later.open(at(60)));
        later.quiet(at(59));

        assertThat(taken(later)).contains(new Lsn(60));
    }

    @Test
    void aSilentLogProvesItself() {
        window.quiet(at(1));

        assertThat(window.provesDelivery()).isTrue();
    }

    @Test
    void closingEndsTheWaitForACheckpoint() throws InterruptedException {
        Thread taker = Thread.ofVirtual().start(() -> {
            try {
                window.take(Duration.ofHours(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        window.close();

        taker.join();
        assertThat(window.isClosed()).isTrue();
    }

    /** In whatever order transactions are signed, the checkpoint never passes one that is not. */
    @Property
    void theCheckpointNeverPassesAnUnsignedTransaction(
            @ForAll @IntRange(min = 1, max = 30) int count, @ForAll long seed) throws InterruptedException {
        Window all = new Window(new Lsn(0), count);
        List<Window.Entry> entries = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            entries.add(all.open(at(i)));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        boolean[] signed = new boolean[count + 1];
        long reached = 0;
        for (int index : order) {
            all.sign(entries.get(index));
            signed[index + 1] = true;
            reached = taken(all).map(Lsn::value).orElse(reached);
            int contiguous = 0;
            while (contiguous < count && signed[contiguous + 1]) {
                contiguous++;
            }
            assertThat(reached).isEqualTo(contiguous);
        }
    }

    private static Optional<Lsn> taken(Window window) {
        return window.takeNow().map(Checkpoint::position);
    }

    private static Checkpoint at(long position) {
        return new Checkpoint(
                new Lsn(position), position, SchemaDictionary.empty(), new ServerIdentity("7400000000000000001", 1));
    }
}
