package dev.freshet.capture.writeset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Slots in a file that is as sparse as they are; the operating system's cache makes it bearable. */
final class FileSlotTable implements SlotTable {
    private final FileChannel file;
    private final int bits;
    private final ByteBuffer slotBytes = ByteBuffer.allocateDirect(SLOT_BYTES).order(ByteOrder.nativeOrder());
    private long loaded = -1;

    FileSlotTable(FileChannel file, int bits) {
        this.file = file;
        this.bits = bits;
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public long hash(long slot) throws IOException {
        load(slot);
        return slotBytes.getLong(0);
    }

    @Override
    public long address(long slot) throws IOException {
        load(slot);
        return slotBytes.getLong(Long.BYTES);
    }

    /** What lies beyond the file's end was never written: a free slot. */
    private void load(long slot) throws IOException {
        if (loaded == slot) {
            return;
        }
        slotBytes.clear();
        while (slotBytes.hasRemaining()) {
            int got = file.read(slotBytes, slot * SLOT_BYTES + slotBytes.position());
            if (got < 0) {
                slotBytes.clear().putLong(0).putLong(0);
            }
        }
        loaded = slot;
    }

    @Override
    public void set(long slot, long hash, long address) throws IOException {
        slotBytes.clear().putLong(hash).putLong(address).flip();
        while (slotBytes.hasRemaining()) {
            file.write(slotBytes, slot * SLOT_BYTES + slotBytes.position());
        }
        loaded = slot;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
