package dev.freshet.app.tail;

/** Which records of a data stream are wanted. */
public enum StartFrom {
    /** The oldest that is kept, and all after it. */
    TRIM_HORIZON,
    /** Those that arrive from now on. */
    LATEST
}
