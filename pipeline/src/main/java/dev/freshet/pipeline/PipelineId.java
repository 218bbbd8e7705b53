package dev.freshet.pipeline;

import dev.freshet.capture.SlotName;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;

/**
 * The CDC stream that a pipeline carries.
 *
 * @param cdcStream its identifier: 26 characters of base 32
 */
public record PipelineId(ClusterId cluster, String cdcStream) {
    /** What all slots of Freshet's own are called first. */
    public static final String SLOT_PREFIX = "freshet_";

    public PipelineId {
        if (!Base32.isValid(cdcStream)) {
            throw new IllegalArgumentException("Not a CDC stream's identifier: '" + cdcStream + "'");
        }
    }

    /** The replication slot that belongs to this CDC stream and to nothing else. */
    public SlotName slot() {
        return new SlotName(SLOT_PREFIX + cdcStream);
    }

    @Override
    public String toString() {
        return cdcStream;
    }
}
