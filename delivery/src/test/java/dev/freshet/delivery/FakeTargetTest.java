package dev.freshet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.delivery.Target.OutgoingRecord;
import dev.freshet.delivery.Target.PutOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeTargetTest extends TargetContract {
    private final FakeTarget fake = new FakeTarget();

    @Override
    protected Target target() {
        return fake;
    }

    @Override
    protected List<byte[]> received() {
        return fake.received().stream().map(OutgoingRecord::data).toList();
    }

    @Override
    protected void denyPuts() {
        fake.fail(FailureKind.ACCESS_DENIED);
    }

    @Override
    protected void refuseRole() {
        fake.fail(FailureKind.ROLE_REFUSED);
    }

    @Override
    protected void raiseRecordLimitTo10MiB() {
        fake.limitRecordsTo(10 << 20);
    }

    @Override
    protected void deleteDataStream() {
        fake.fail(FailureKind.STREAM_NOT_FOUND);
    }

    @Test
    void failsTheNextCallOnly() {
        fake.failNextCall(FailureKind.UNAVAILABLE);

        assertThatThrownBy(() -> fake.put(List.of(record()))).isInstanceOf(TargetException.class);
        assertThat(fake.put(List.of(record()))).hasSize(1);
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    void throttlesRecordsOfTheNextCallOnly() {
        fake.throttleInNextCall(i -> i == 1);

        assertThat(fake.put(List.of(record(), record(), record())).get(1)).isInstanceOf(PutOutcome.Refused.class);
        assertThat(fake.received()).hasSize(2);
        assertThat(fake.put(List.of(record(), record()))).allMatch(o -> o instanceof PutOutcome.Accepted);
    }

    @Test
    void holdsCallsUntilReleased() throws InterruptedException {
        fake.hold();
        Thread caller = Thread.ofVirtual().start(() -> fake.put(List.of(record())));
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(fake.received()).isEmpty();

        fake.release();

        caller.join();
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    void findsACallerThatBreaksTheLimitsOfACall() {
        List<OutgoingRecord> tooMany = java.util.Collections.nCopies(501, record());

        assertThatThrownBy(() -> fake.put(tooMany)).isInstanceOf(IllegalStateException.class);
    }

    private static OutgoingRecord record() {
        return new OutgoingRecord("key", new byte[] {1});
    }
}
