package dev.freshet.capture.pgoutput;

import dev.freshet.record.Bytes;

/**
 * The column values of one row, as ranges of the message that they arrived in. Reused from message to message, so that
 * a row costs no memory.
 */
public final class Tuple {
    /** The tuple that was not sent. */
    public static final Tuple ABSENT = new Tuple();

    private static final int NULL = -1;
    private static final int UNCHANGED = -2;

    private byte[] bytes = {};
    private int[] starts = {};
    private int[] lengths = {};
    private int columns;

    void reset(byte[] newBytes, int newColumns) {
        bytes = newBytes;
        columns = newColumns;
        if (starts.length < newColumns) {
            starts = new int[newColumns];
            lengths = new int[newColumns];
        }
    }

    void setNull(int column) {
        lengths[column] = NULL;
    }

    void setUnchanged(int column) {
        lengths[column] = UNCHANGED;
    }

    void setText(int column, int start, int length) {
        starts[column] = start;
        lengths[column] = length;
    }

    public boolean isAbsent() {
        return this == ABSENT;
    }

    public int columns() {
        return columns;
    }

    public boolean isNull(int column) {
        return lengths[column] == NULL;
    }

    /** Whether PostgreSQL left the value out because it is stored out of line and the update did not touch it. */
    public boolean isUnchanged(int column) {
        return lengths[column] == UNCHANGED;
    }

    public boolean isText(int column) {
        return lengths[column] >= 0;
    }

    /** What the text of every column lies in. */
    public byte[] bytes() {
        return bytes;
    }

    public int start(int column) {
        return starts[column];
    }

    public int length(int column) {
        return lengths[column];
    }

    /** The text of a column, for use off the hot path. */
    public Bytes text(int column) {
        return new Bytes(bytes, starts[column], lengths[column]);
    }

    /** Takes from {@code old} what PostgreSQL left out of this tuple; answers a column that {@code old} lacks too, or -1. */
    public int fillUnchangedFrom(Tuple old) {
        for (int column = 0; column < columns; column++) {
            if (lengths[column] == UNCHANGED) {
                if (column >= old.columns || old.lengths[column] < 0) {
                    return column;
                }
                starts[column] = old.starts[column];
                lengths[column] = old.lengths[column];
            }
        }
        return -1;
    }
}
