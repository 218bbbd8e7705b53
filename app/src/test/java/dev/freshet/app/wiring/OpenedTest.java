package dev.freshet.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        keep("a");
        keep("b");

        opened.close();

        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void aCloseThatFailsDoesNotKeepTheOthersFromTheirs() {
        keep("a");
        opened.keep(() -> {
            throw new IllegalStateException("stuck");
        });
        keep("c");

        assertThatThrownBy(opened::close).hasRootCauseMessage("stuck");
        assertThat(closed).containsExactly("c", "a");
    }

    @Test
    void closingTwiceClosesOnce() {
        keep("a");

        opened.close();
        opened.close();

        assertThat(closed).containsExactly("a");
    }

    @Test
    void aFailureKeepsWhatGoesWrongAfterIt() {
        opened.keep(() -> {
            throw new IllegalStateException("stuck");
        });
        Exception failure = new Exception("first");

        opened.closeAfter(failure);

        assertThat(failure.getSuppressed()).hasSize(1);
    }

    private void keep(String name) {
        AutoCloseable unused = opened.keep(() -> closed.add(name));
        assertThat(unused).isNotNull();
    }
}
