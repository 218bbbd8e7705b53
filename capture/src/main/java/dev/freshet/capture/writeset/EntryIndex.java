package dev.freshet.capture.writeset;

import dev.freshet.record.JsonBuffer;
import java.io.IOException;

/**
 * Finds entries by key: open addressing with linear probing, a slot being given by the hash's high bits, so that a table
 * twice as long has its entries in the same order and is filled from front to back. Nothing is ever removed: an entry
 * whose row came to nothing stays, and says so itself.
 */
final class EntryIndex implements AutoCloseable {
    static final long NOT_FOUND = -1;

    private static final int FIRST_BITS = 6;

    /** How a table of slots is made: in memory or in a file. */
    @FunctionalInterface
    interface SlotTables {
        SlotTable ofLength(int bits) throws IOException;
    }

    private final SlotTables tables;
    private SlotTable slots;
    private long used;
    private long slot;

    EntryIndex(SlotTables tables, int bits) throws IOException {
        this.tables = tables;
        this.slots = tables.ofLength(bits);
    }

    static EntryIndex inMemory() {
        try {
            return new EntryIndex(MemorySlotTable::new, FIRST_BITS);
        } catch (IOException e) {
            throw new IllegalStateException("Memory is no file", e);
        }
    }

    /** The address of the entry with this key, or {@link #NOT_FOUND}. */
    long find(long hash, JsonBuffer key, EntryLog log) throws IOException {
        slot = home(hash);
        while (true) {
            long slotHash = slots.hash(slot);
            long address = slots.address(slot) - 1;
            if (address < 0) {
                return NOT_FOUND;
            }
            if (slotHash == hash && log.keyEquals(address, key)) {
                return address;
            }
            slot = next(slot);
        }
    }

    /** Adds an entry whose key was not found. */
    void add(long hash, long address) throws IOException {
        if (2 * (used + 1) > 1L << slots.bits()) {
            grow();
        }
        place(hash, address);
        used++;
    }

    /** Lets the entry found last be at another address. */
    void moveFound(long hash, long address) throws IOException {
        slots.set(slot, hash, address + 1);
    }

    private void place(long hash, long address) throws IOException {
        long free = home(hash);
        while (slots.address(free) != 0) {
            free = next(free);
        }
        slots.set(free, hash, address + 1);
    }

    private void grow() throws IOException {
        SlotTable former = slots;
        slots = tables.ofLength(former.bits() + 1);
        for (long i = 0; i < 1L << former.bits(); i++) {
            long address = former.address(i);
            if (address != 0) {
                place(former.hash(i), address - 1);
            }
        }
        former.close();
    }

    private long home(long hash) {
        return hash >>> 64 - slots.bits();
    }

    private long next(long current) {
        return current + 1 & (1L << slots.bits()) - 1;
    }

    long used() {
        return used;
    }

    long bytes() {
        return (long) SlotTable.SLOT_BYTES << slots.bits();
    }

    /**
     * Forgets all entries. The table keeps a length that suits the transaction just seen, so that after a large one a
     * small one need not clear a large table.
     */
    void clear() {
        if (slots instanceof MemorySlotTable table && (table.bits() == FIRST_BITS || used << 4 > 1L << table.bits())) {
            if (used > 0) {
                table.clear();
            }
        } else {
            slots = new MemorySlotTable(Math.max(FIRST_BITS, 64 - Long.numberOfLeadingZeros(2 * used)));
        }
        used = 0;
    }

    @Override
    public void close() throws IOException {
        slots.close();
    }
}
