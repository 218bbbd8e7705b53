package dev.freshet.capture.writeset;

import java.util.Arrays;

/** Slots in an array. */
final class MemorySlotTable implements SlotTable {
    private final int bits;
    private final long[] slots;

    MemorySlotTable(int bits) {
        this.bits = bits;
        this.slots = new long[2 << bits];
    }

    void clear() {
        Arrays.fill(slots, 0);
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public long hash(long slot) {
        return slots[2 * (int) slot];
    }

    @Override
    public long address(long slot) {
        return slots[2 * (int) slot + 1];
    }

    @Override
    public void set(long slot, long hash, long address) {
        slots[2 * (int) slot] = hash;
        slots[2 * (int) slot + 1] = address;
    }

    @Override
    public void close() {
        // Memory closes itself.
    }
}
