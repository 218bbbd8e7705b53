package dev.freshet.delivery;

import dev.freshet.delivery.Target.OutgoingRecord;
import dev.freshet.delivery.Target.PutOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call to the target after another: the role of each delivery thread. */
final class Sender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Outbox outbox;
    private final Target target;
    private final RecordLimit limit;

    Sender(Outbox outbox, Target target, RecordLimit limit) {
        this.outbox = outbox;
        this.target = target;
        this.limit = limit;
    }

    @Override
    public void run() {
        try {
            for (Batch batch = outbox.take(); !batch.isEmpty(); batch = outbox.take()) {
                outbox.settle(batch, send(batch.parcels())).forEach(Shipment::sign);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("Delivery stopped by a defect", e);
            outbox.stop(e);
        }
    }

    /** One outcome a parcel, in their order. */
    private List<Outcome> send(List<Parcel> batch) {
        int limitBytes = limit.bytes();
        if (largestBytes(batch) > limitBytes) {
            limitBytes = limit.ask();
        }
        List<Parcel> fitting = new ArrayList<>(batch.size());
        for (Parcel parcel : batch) {
            if (parcel.sizeBytes() <= limitBytes) {
                fitting.add(parcel);
            }
        }
        List<Outcome> outcomes = fitting.isEmpty() ? List.of() : call(fitting);
        return fitting.size() == batch.size() ? outcomes : withTooLarge(batch, outcomes, limitBytes);
    }

    private static int largestBytes(List<Parcel> batch) {
        return batch.stream().mapToInt(Parcel::sizeBytes).max().orElse(0);
    }

    private static List<Outcome> withTooLarge(List<Parcel> batch, List<Outcome> ofFitting, int limitBytes) {
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int fitting = 0;
        for (Parcel parcel : batch) {
            outcomes.add(parcel.sizeBytes() <= limitBytes ? ofFitting.get(fitting++) : tooLarge(parcel, limitBytes));
        }
        return outcomes;
    }

    private static Outcome tooLarge(Parcel parcel, int limitBytes) {
        String message = "A record of " + parcel.sizeBytes() + " bytes, partition key included, is over the data"
                + " stream's limit of " + limitBytes + " bytes";
        return new Outcome.Refused(FailureKind.RECORD_TOO_LARGE, message, false);
    }

    private List<Outcome> call(List<Parcel> batch) {
        List<OutgoingRecord> records =
                batch.stream().map(parcel -> parcel.record).toList();
        try {
            List<PutOutcome> answers = target.put(records);
            if (answers.size() != records.size()) {
                throw new IllegalStateException(
                        answers.size() + " outcomes for " + records.size() + " records from " + target);
            }
            return answers.stream().map(Sender::outcome).toList();
        } catch (TargetException e) {
            return refusedAsAWhole(batch.size(), e);
        } catch (RuntimeException e) {
            // A defect in the target's adapter. The records are kept and tried again; the health tells of it.
            LOG.error("Putting {} records failed in an unforeseen way", records.size(), e);
            return Collections.nCopies(batch.size(), new Outcome.Refused(FailureKind.UNAVAILABLE, e.toString(), false));
        }
    }

    private static Outcome outcome(PutOutcome answer) {
        return switch (answer) {
            case PutOutcome.Accepted _ -> Outcome.ACCEPTED;
            case PutOutcome.Refused(FailureKind kind, String message) -> new Outcome.Refused(kind, message, false);
        };
    }

    /** A call refused for a record's size does not say which record: the limit may, else each travels by itself. */
    private List<Outcome> refusedAsAWhole(int records, TargetException e) {
        boolean tooLarge = e.kind() == FailureKind.RECORD_TOO_LARGE;
        if (tooLarge) {
            limit.ask();
        }
        String message = String.valueOf(e.getMessage());
        return Collections.nCopies(records, new Outcome.Refused(e.kind(), message, tooLarge && records > 1));
    }
}
