package dev.freshet.capture.database.attached;

/**
 * Something that a database lacks, or that capture cannot do there.
 *
 * @param message what was found, as a sentence
 * @param remedy SQL where there is a statement for it, else what to do
 * @param mendable whether Freshet may do it itself
 */
public record Finding(Severity severity, String message, String remedy, boolean mendable) {
    /** What it means for the attaching. */
    public enum Severity {
        /** Nothing can be captured until it is mended. */
        BLOCKS,
        /** One table stays out of the publication. */
        LEAVES_OUT,
        /** Capture works, but for what is said. */
        LIMITS
    }

    static Finding blocks(String message, String remedy) {
        return new Finding(Severity.BLOCKS, message, remedy, false);
    }

    static Finding leavesOut(String message, String remedy, boolean mendable) {
        return new Finding(Severity.LEAVES_OUT, message, remedy, mendable);
    }

    static Finding limits(String message, String remedy) {
        return new Finding(Severity.LIMITS, message, remedy, false);
    }
}
