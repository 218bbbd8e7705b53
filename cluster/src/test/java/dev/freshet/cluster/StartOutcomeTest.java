package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The texts are PostgreSQL 18's own. */
class StartOutcomeTest {
    @Test
    void aTakenPortIsRecognised() {
        assertThat(StartOutcome.ofLog("LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use"))
                .isInstanceOf(StartOutcome.PortTaken.class);
    }

    @Test
    void memoryThatOrphansHoldIsRecognised() {
        assertThat(StartOutcome.ofLog("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use"))
                .isInstanceOf(StartOutcome.StillHeld.class);
        assertThat(StartOutcome.ofLog("FATAL:  lock file \"postmaster.pid\" already exists"))
                .isInstanceOf(StartOutcome.StillHeld.class);
    }

    @Test
    void everythingElseIsAFailureWithItsText() {
        assertThat(StartOutcome.ofLog("PANIC:  could not locate a valid checkpoint record"))
                .isEqualTo(new StartOutcome.Failed("PANIC:  could not locate a valid checkpoint record"));
    }
}
