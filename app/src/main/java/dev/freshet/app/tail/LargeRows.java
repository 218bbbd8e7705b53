package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import dev.freshet.record.ChangeRecord;
import dev.freshet.record.EnvelopeReader;
import dev.freshet.record.Reassembler;
import dev.freshet.record.Reassembly;
import dev.freshet.record.UnreadableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts rows together that came in fragments; everything else passes as it is. */
public final class LargeRows {
    /** Fragments come within seconds of each other unless the data stream refused some of them. */
    private static final Duration WAITING = Duration.ofMinutes(10);

    private final Reassembler reassembler;

    /** @param heldBytes how much of incomplete rows is kept at one time */
    public LargeRows(long heldBytes, InstantSource clock) {
        this.reassembler = new Reassembler(new Reassembler.Limits(heldBytes, WAITING), clock);
    }

    /** What there is to show now that this record has arrived: nothing while a row waits for the rest of its fragments. */
    public List<TailEntry> take(DataRecord record) {
        List<TailEntry> entries = new ArrayList<>();
        reassembler.expire().forEach(lost -> entries.add(new TailEntry.Incomplete(lost)));
        try {
            ChangeRecord change = EnvelopeReader.read(record.data());
            reassembler.accept(change).forEach(answer -> add(answer, record, entries));
        } catch (UnreadableRecordException _) {
            entries.add(new TailEntry.Single(record)); // shown as what it is
        }
        return entries;
    }

    private static void add(Reassembly answer, DataRecord record, List<TailEntry> entries) {
        switch (answer) {
            case Reassembly.Complete complete ->
                entries.add(
                        complete.chunkIds().isEmpty()
                                ? new TailEntry.Single(record)
                                : new TailEntry.LargeRow(complete.change(), record.arrivalMillis()));
            case Reassembly.GivenUp lost -> entries.add(new TailEntry.Incomplete(lost));
            case Reassembly.Held _, Reassembly.Duplicate _ -> {}
        }
    }
}
