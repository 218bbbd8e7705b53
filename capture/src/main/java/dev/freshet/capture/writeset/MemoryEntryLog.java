package dev.freshet.capture.writeset;

import dev.freshet.record.Bytes;
import dev.freshet.record.JsonBuffer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entries in arrays of a megabyte; one that is larger has an array to itself. */
final class MemoryEntryLog implements EntryLog {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int FIRST_CHUNK_BYTES = 64 << 10;
    private static final int CHUNK_BYTES = 1 << 20;

    /** Kept from transaction to transaction, so that transactions of a usual size make no garbage. */
    private static final int CHUNKS_KEPT = 8;

    private final List<byte[]> chunks = new ArrayList<>();
    private final List<Integer> fills = new ArrayList<>();
    private byte[] chunk = new byte[FIRST_CHUNK_BYTES];
    private int current;
    private int fill;
    private long bytes;
    private long replacedBytes;

    MemoryEntryLog() {
        chunks.add(chunk);
        fills.add(0);
    }

    /** Forgets all entries. */
    void clear() {
        while (chunks.size() > CHUNKS_KEPT) {
            chunks.removeLast();
            fills.removeLast();
        }
        for (int i = chunks.size() - 1; i > 0; i--) {
            if (chunks.get(i).length > CHUNK_BYTES) {
                chunks.remove(i);
                fills.remove(i);
            }
        }
        current = 0;
        chunk = chunks.getFirst();
        fill = 0;
        bytes = 0;
        replacedBytes = 0;
    }

    @Override
    public long append(int table, long counters, JsonBuffer key, JsonBuffer image) {
        int size = HEADER_BYTES + key.length() + image.length();
        if (chunk.length - fill < size) {
            nextChunk(size);
        }
        int at = fill;
        INT.set(chunk, at + TABLE, table);
        LONG.set(chunk, at + COUNTERS, counters);
        INT.set(chunk, at + KEY_LENGTH, key.length());
        INT.set(chunk, at + IMAGE_LENGTH, image.length());
        INT.set(chunk, at + IMAGE_ROOM, image.length());
        System.arraycopy(key.array(), 0, chunk, at + HEADER_BYTES, key.length());
        System.arraycopy(image.array(), 0, chunk, at + HEADER_BYTES + key.length(), image.length());
        fill += size;
        bytes += size;
        return (long) current << 32 | at;
    }

    private void nextChunk(int size) {
        fills.set(current, fill);
        current++;
        if (current == chunks.size() || chunks.get(current).length < size) {
            chunks.add(current, new byte[Math.max(size, CHUNK_BYTES)]);
            fills.add(current, 0);
        }
        chunk = chunks.get(current);
        fill = 0;
    }

    private byte[] chunkOf(long address) {
        return chunks.get((int) (address >>> 32));
    }

    @Override
    public boolean keyEquals(long address, JsonBuffer key) {
        byte[] entry = chunkOf(address);
        int at = (int) address;
        int length = (int) INT.get(entry, at + KEY_LENGTH);
        return rangeEquals(entry, at + HEADER_BYTES, length, key);
    }

    @Override
    public boolean imageEquals(long address, JsonBuffer image) {
        byte[] entry = chunkOf(address);
        int at = (int) address;
        int keyLength = (int) INT.get(entry, at + KEY_LENGTH);
        int length = (int) INT.get(entry, at + IMAGE_LENGTH);
        return rangeEquals(entry, at + HEADER_BYTES + keyLength, length, image);
    }

    private static boolean rangeEquals(byte[] entry, int from, int length, JsonBuffer other) {
        return length == other.length() && Arrays.equals(entry, from, from + length, other.array(), 0, length);
    }

    @Override
    public long counters(long address) {
        return (long) LONG.get(chunkOf(address), (int) address + COUNTERS);
    }

    @Override
    public void setCounters(long address, long counters) {
        LONG.set(chunkOf(address), (int) address + COUNTERS, counters);
    }

    @Override
    public boolean replaceImage(long address, int table, JsonBuffer image) {
        byte[] entry = chunkOf(address);
        int at = (int) address;
        int keyLength = (int) INT.get(entry, at + KEY_LENGTH);
        int room = (int) INT.get(entry, at + IMAGE_ROOM);
        if (image.length() > room) {
            INT.set(entry, at + TABLE, REPLACED);
            replacedBytes += HEADER_BYTES + keyLength + room;
            return false;
        }
        INT.set(entry, at + TABLE, table);
        INT.set(entry, at + IMAGE_LENGTH, image.length());
        System.arraycopy(image.array(), 0, entry, at + HEADER_BYTES + keyLength, image.length());
        return true;
    }

    @Override
    public <X extends Exception> void forEach(EntryVisitor<X> visitor) throws IOException, X {
        for (int i = 0; i <= current; i++) {
            byte[] entries = chunks.get(i);
            int end = i == current ? fill : fills.get(i);
            int at = 0;
            while (at < end) {
                at = visit(entries, at, visitor);
            }
        }
    }

    /** Answers where the next entry is. */
    private static <X extends Exception> int visit(byte[] entries, int at, EntryVisitor<X> visitor)
            throws IOException, X {
        int table = (int) INT.get(entries, at + TABLE);
        int keyLength = (int) INT.get(entries, at + KEY_LENGTH);
        int imageLength = (int) INT.get(entries, at + IMAGE_LENGTH);
        int room = (int) INT.get(entries, at + IMAGE_ROOM);
        int keyAt = at + HEADER_BYTES;
        if (table != REPLACED) {
            visitor.visit(
                    table,
                    (long) LONG.get(entries, at + COUNTERS),
                    new Bytes(entries, keyAt, keyLength),
                    new Bytes(entries, keyAt + keyLength, imageLength));
        }
        return keyAt + keyLength + room;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long replacedBytes() {
        return replacedBytes;
    }

    @Override
    public void close() {
        clear();
    }
}
