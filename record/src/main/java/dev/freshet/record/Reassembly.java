package dev.freshet.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a record that a {@link Reassembler} took. The identifiers of chunks let a reader know which data records it
 * may forget: all of a chunk's, once the chunk is complete or given up.
 */
public sealed interface Reassembly {
    /**
     * A whole change.
     *
     * @param chunkIds of the images that were put together; empty for a change that came whole
     */
    record Complete(RowChange change, Set<String> chunkIds) implements Reassembly {
        public Complete {
            chunkIds = Set.copyOf(chunkIds);
        }
    }

    /** A part that is kept until the others come. */
    record Held(Set<String> chunkIds) implements Reassembly {
        public Held {
            chunkIds = Set.copyOf(chunkIds);
        }
    }

    /** A part that is here already, or of a change that was complete before. */
    record Duplicate(Set<String> chunkIds) implements Reassembly {
        public Duplicate {
            chunkIds = Set.copyOf(chunkIds);
        }
    }

    /**
     * Parts that are forgotten without having become a change. When they are read or delivered again, a change can still
     * come of them.
     *
     * @param main the record they belong to, which names the table, if it came
     */
    record GivenUp(Reason reason, Optional<ChunkedChange> main, List<LostChunk> chunks) implements Reassembly {
        public GivenUp {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * What was there of an image in fragments.
     *
     * @param fragments how many different ones had come
     * @param bytes of their data
     */
    record LostChunk(String chunkId, int fragments, long bytes) {}

    /** Why parts were given up. */
    enum Reason {
        /** The rest did not come in the time that was given: its records are gone, or much delayed. */
        TOO_LATE,
        /** More was incomplete at one time than the memory that was given holds. */
        TOO_LARGE,
        /** The image's text is not the one that was sent: its CRC-32C is another. */
        WRONG_CHECKSUM,
        /** Two records contradict each other: other data for the same place, or a place beyond the count. */
        CONTRADICTION,
        /** The text has the right checksum and is no JSON object: a fault of the sender. */
        UNREADABLE_IMAGE
    }
}
