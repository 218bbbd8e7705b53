package dev.freshet.identity.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.identity.entity.MemoryDirectoryStore.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private final MemoryDirectoryStore store = new MemoryDirectoryStore();
    private final Directory directory = new Directory(store);

    @Test
    void aChangeIsSeenAtOnceAndAfterARestart() {
        put(Examples.role("writer"));
        assertThat(directory.entities().role("WRITER")).contains(Examples.role("writer"));
        assertThat(new Directory(store).entities()).isEqualTo(directory.entities());
    }

    @Test
    void aPictureOnceTakenDoesNotChange() {
        Entities before = directory.entities();
        put(Examples.role("writer"));
        assertThat(before.roles()).isEmpty();
    }

    @Test
    void nothingHappensWhenAChangeThrows() {
        assertThatThrownBy(() -> directory.change(edit -> {
                    edit.put(Examples.role("writer"));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(directory.entities().roles()).isEmpty();
        assertThat(store.load().roles()).isEmpty();
    }

    @Test
    void nothingIsShownThatTheStoreDidNotTake() {
        store.failNextWrite(Fault.BEFORE_COMMIT);
        assertThatThrownBy(() -> put(Examples.role("writer"))).hasMessage("The store is away");
        assertThat(directory.entities().roles()).isEmpty();
        put(Examples.role("other"));
        assertThat(directory.entities().roles()).containsOnlyKeys("other");
    }

    @Test
    void aCommitWhoseAnswerWasLostIsKnownBeforeTheNextChange() {
        store.failNextWrite(Fault.AFTER_COMMIT);
        assertThatThrownBy(() -> put(Examples.role("writer"))).hasMessage("The connection was lost");
        boolean known = directory.change(edit -> edit.entities().role("writer").isPresent());
        assertThat(known).isTrue();
        assertThat(directory.entities().roles()).containsOnlyKeys("writer");
    }

    @Test
    void ofManyWhoMakeTheSameRoleOneWins() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual()
                    .name("maker-" + i)
                    .start(() -> directory.change(edit -> {
                        if (edit.entities().role("writer").isEmpty()) {
                            made.incrementAndGet();
                            edit.put(Examples.role("writer"));
                        }
                        return edit;
                    })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasValue(1);
        assertThat(store.load().roles()).hasSize(1);
    }

    @Test
    void awssOwnPoliciesAreAlwaysThere() {
        assertThat(directory.entities().policy("arn:aws:iam::aws:policy/AdministratorAccess"))
                .isPresent();
    }

    private void put(Role role) {
        directory.change(edit -> {
            edit.put(role);
            return role;
        });
    }
}
