package dev.freshet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.delivery.Target.OutgoingRecord;
import dev.freshet.delivery.Target.PutOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Target} promises to delivery. A subclass brings one, and the means to disturb it. */
public abstract class TargetContract {
    /** A target whose data stream exists, takes records of 1 MiB, and may be written. */
    protected abstract Target target();

    /** The data of all records in the data stream, in any order. */
    protected abstract List<byte[]> received();

    /** From now on the role may not put records. */
    protected abstract void denyPuts();

    /** From now on the role may not be assumed. */
    protected abstract void refuseRole();

    protected abstract void raiseRecordLimitTo10MiB();

    protected abstract void deleteDataStream();

    @Test
    void answersOneOutcomeARecord() {
        List<PutOutcome> outcomes = target().put(records(3, 10));

        assertThat(outcomes).hasSize(3).allMatch(outcome -> outcome instanceof PutOutcome.Accepted);
    }

    @Test
    void anAcceptedRecordIsInTheDataStreamUnchanged() {
        target().put(List.of(new OutgoingRecord("key", "ä \u0000 {}".getBytes(StandardCharsets.UTF_8))));

        assertThat(received()).containsExactly("ä \u0000 {}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesAFullCall() {
        assertThat(target().put(records(500, 1000))).hasSize(500);
        assertThat(received()).hasSize(500);
    }

    @Test
    void takesTenMebibytesInOneCall() {
        List<OutgoingRecord> records = records(10, (1 << 20) - 16);

        assertThat(target().put(records)).hasSize(10).allMatch(outcome -> outcome instanceof PutOutcome.Accepted);
    }

    @Test
    void tellsTheLimitOfItsRecords() {
        assertThat(target().maximumRecordBytes()).isEqualTo(1 << 20);
    }

    @Test
    void tellsARaisedLimit() {
        assertThat(target().maximumRecordBytes()).isEqualTo(1 << 20);

        raiseRecordLimitTo10MiB();

        assertThat(target().maximumRecordBytes()).isEqualTo(10 << 20);
        assertThat(target().put(records(1, 2 << 20))).hasSize(1);
    }

    @Test
    void saysThatARecordIsTooLarge() {
        TargetException failure = failureOf(records(1, (1 << 20) + 1));

        assertThat(failure.kind()).isEqualTo(FailureKind.RECORD_TOO_LARGE);
        assertThat(received()).isEmpty();
    }

    @Test
    void saysThatTheRoleMayNotPut() {
        denyPuts();

        assertThat(failureOf(records(1, 10)).kind()).isEqualTo(FailureKind.ACCESS_DENIED);
    }

    @Test
    void saysThatTheRoleIsRefused() {
        refuseRole();

        assertThat(failureOf(records(1, 10)).kind()).isEqualTo(FailureKind.ROLE_REFUSED);
    }

    @Test
    void saysThatTheDataStreamIsGone() {
        deleteDataStream();

        assertThat(failureOf(records(1, 10)).kind()).isEqualTo(FailureKind.STREAM_NOT_FOUND);
    }

    private TargetException failureOf(List<OutgoingRecord> records) {
        TargetException failure = catchThrowableOfType(TargetException.class, () -> target().put(records));
        assertThat(failure).as("a call that had to fail").isNotNull();
        assertThat(failure).hasMessageMatching("(?s).{10,}");
        return failure;
    }

    /** Size counts the key, as the data stream's limit does. */
    private static List<OutgoingRecord> records(int count, int sizeBytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> "%04d".formatted(i))
                .map(key -> new OutgoingRecord(key, new byte[sizeBytes - key.length()]))
                .toList();
    }
}
