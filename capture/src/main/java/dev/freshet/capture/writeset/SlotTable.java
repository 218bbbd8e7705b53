package dev.freshet.capture.writeset;

import java.io.IOException;

/** An array of (hash, address) pairs whose length is a power of two; an address of 0 marks a free slot. */
interface SlotTable extends AutoCloseable {
    int SLOT_BYTES = 16;

    /** The base-2 logarithm of the length. */
    int bits();

    long hash(long slot) throws IOException;

    /** Of the slot whose hash was asked last. */
    long address(long slot) throws IOException;

    void set(long slot, long hash, long address) throws IOException;

    @Override
    void close() throws IOException;
}
