package dev.freshet.pipeline;

import dev.freshet.capture.SlotName;
import dev.freshet.record.Base32;

/** The CDC stream that a pipeline carries: 26 characters of base 32. */
public record PipelineId(String value) {
    /** What all slots of Freshet's own are called first. */
    public static final String SLOT_PREFIX = "freshet_";

    public PipelineId {
        if (!Base32.isValid(value)) {
            throw new IllegalArgumentException("Not a CDC stream's identifier: '" + value + "'");
        }
    }

    /** The replication slot that belongs to this CDC stream and to nothing else. */
    public SlotName slot() {
        return new SlotName(SLOT_PREFIX + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
