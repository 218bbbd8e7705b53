package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import dev.freshet.record.Reassembly;
import dev.freshet.record.RowChange;

/** What there is to show of what arrived. */
public sealed interface TailEntry {
    /** A data record that stands alone: a change record, or what somebody else put. */
    record Single(DataRecord record) implements TailEntry {}

    /** A row that came in fragments; the time is when its last part arrived, in milliseconds since 1970. */
    record LargeRow(RowChange change, long arrivalMillis) implements TailEntry {}

    /** A row that came in fragments, and not whole. */
    record Incomplete(Reassembly.GivenUp lost) implements TailEntry {
        /** For a person, on one line. */
        public String explanation() {
            String row = lost.main()
                    .map(main -> "A large row of " + main.source().schema() + "."
                            + main.source().table())
                    .orElse("A large row");
            int fragments = lost.chunks().stream()
                    .mapToInt(Reassembly.LostChunk::fragments)
                    .sum();
            return row + " is not shown (" + fragments + " fragments came): " + reason();
        }

        private String reason() {
            return switch (lost.reason()) {
                case TOO_LATE -> "the rest did not come in time; --from trim-horizon reads what came before, too";
                case TOO_LARGE -> "more fragments wait than this program's memory holds";
                case WRONG_CHECKSUM -> "the text has another CRC-32C than was sent";
                case CONTRADICTION -> "two of its records contradict each other";
                case UNREADABLE_IMAGE -> "the text is no JSON object";
            };
        }
    }
}
