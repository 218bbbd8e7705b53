package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.AnswerMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerBudgetTest {
    private static final int MIB = 1024 * 1024;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @Test
    void aLoneAnswerGetsAllThatItWants() {
        try (AnswerBudget.Share answer = new AnswerBudget(32 * MIB, AT_ONCE).open()) {
            assertThat(answer.take(MIB, 10 * MIB)).isEqualTo(10 * MIB);
        }
    }

    @Test
    void theMoreAnswersAreUnderWayTheLessEachGetsAndAllTogetherNoMoreThanThereIs() {
        AnswerBudget budget = new AnswerBudget(32 * MIB, AT_ONCE);
        List<Integer> got = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        got.add(budget.open().take(MIB, 10 * MIB));
                    }
                })
                .isInstanceOf(AnswerMemory.NoneLeftException.class);
        assertThat(got).hasSize(6).isSortedAccordingTo((a, b) -> b - a);
        assertThat(got.getLast()).isEqualTo(MIB);
        assertThat(got.stream().mapToInt(each -> each).sum()).isBetween(31 * MIB, 32 * MIB);
    }

    @Test
    void whatAnAnswerDoesNotNeedIsForOthersBeforeItIsSent() {
        AnswerBudget budget = new AnswerBudget(20 * MIB, AT_ONCE);
        try (AnswerBudget.Share small = budget.open();
                AnswerBudget.Share large = budget.open()) {
            small.take(MIB, 10 * MIB);
            small.keep(100);
            assertThat(large.take(MIB, 9 * MIB)).isEqualTo(9 * MIB);
            large.keep(10 * MIB);
            assertThatThrownBy(() -> budget.open().take(11 * MIB, 11 * MIB))
                    .isInstanceOf(AnswerMemory.NoneLeftException.class);
        }
        try (AnswerBudget.Share all = budget.open()) {
            assertThat(all.take(20 * MIB, 20 * MIB)).isEqualTo(20 * MIB);
        }
    }

    private static int takenForAMoment(AnswerBudget budget, int leastBytes, int wantedBytes) {
        try (AnswerBudget.Share share = budget.open()) {
            return share.take(leastBytes, wantedBytes);
        }
    }

    @Test
    void anAnswerForWhichThereIsNoRoomWaitsUntilAnotherIsSent() throws Exception {
        AnswerBudget budget = new AnswerBudget(2 * MIB, FOR_EVER);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AnswerBudget.Share first = budget.open();
            first.take(2 * MIB, 2 * MIB);
            Future<Integer> second = threads.submit(() -> takenForAMoment(budget, MIB, 10 * MIB));
            first.close();
            assertThat(second.get()).isGreaterThanOrEqualTo(MIB);
        }
    }

    @Test
    void anAnswerThatNeedsLittleIsNotHeldUpByOneThatNeedsMuch() throws Exception {
        AnswerBudget budget = new AnswerBudget(20 * MIB, FOR_EVER);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AnswerBudget.Share first = budget.open();
            first.take(13 * MIB, 13 * MIB);
            Thread[] waiting = new Thread[1];
            CountDownLatch begun = new CountDownLatch(1);
            Future<Integer> large = threads.submit(() -> {
                waiting[0] = Thread.currentThread();
                begun.countDown();
                return takenForAMoment(budget, 10 * MIB, 10 * MIB);
            });
            begun.await();
            while (waiting[0].getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(takenForAMoment(budget, MIB, 2 * MIB)).isEqualTo(2 * MIB);
            first.close();
            assertThat(large.get()).isEqualTo(10 * MIB);
        }
    }

    @Test
    void anAnswerThatWaitsIsGivenUpWhenItsClientHasTakenItBack() {
        AnswerBudget budget = new AnswerBudget(2 * MIB, FOR_EVER);
        try (AnswerBudget.Share first = budget.open();
                AnswerBudget.Share second = budget.open()) {
            first.take(2 * MIB, 2 * MIB);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> second.take(MIB, MIB)).isInstanceOf(AnswerMemory.NoneLeftException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
