package dev.freshet.capture.writeset;

import dev.freshet.record.JsonBuffer;
import java.io.IOException;

/**
 * The entries of one transaction with their index: in memory up to a budget, then in two files. The move to files
 * happens between two operations, in {@link #makeRoom}.
 */
final class Entries implements AutoCloseable {
    private final long memoryBytes;
    private final SpillFolder spillFolder;
    private MemoryEntryLog memory = new MemoryEntryLog();
    private EntryLog log = memory;
    private EntryIndex index = EntryIndex.inMemory();
    private long hash;

    Entries(long memoryBytes, SpillFolder spillFolder) {
        this.memoryBytes = memoryBytes;
        this.spillFolder = spillFolder;
    }

    /** To be called before {@link #find}, for the addresses change when entries move. */
    void makeRoom(int moreBytes) throws IOException {
        if (log != memory || log.bytes() + 2 * index.bytes() + moreBytes <= memoryBytes) {
            return;
        }
        if (log.replacedBytes() > log.bytes() / 2) {
            dropReplaced();
        } else {
            spill();
        }
    }

    private void dropReplaced() throws IOException {
        MemoryEntryLog kept = new MemoryEntryLog();
        EntryIndex keptIndex = EntryIndex.inMemory();
        copyTo(kept, keptIndex);
        memory = kept;
        log = kept;
        index = keptIndex;
    }

    private void spill() throws IOException {
        EntryLog file = new FileEntryLog(spillFolder.newFile());
        int bits = 64 - Long.numberOfLeadingZeros(4 * Math.max(1, index.used()));
        EntryIndex fileIndex = new EntryIndex(length -> new FileSlotTable(spillFolder.newFile(), length), bits);
        copyTo(file, fileIndex);
        memory.clear();
        log = file;
        index = fileIndex;
    }

    private void copyTo(EntryLog otherLog, EntryIndex otherIndex) throws IOException {
        JsonBuffer keyCopy = new JsonBuffer(256);
        JsonBuffer imageCopy = new JsonBuffer(4096);
        log.<RuntimeException>forEach((table, counters, key, image) -> {
            keyCopy.clear();
            imageCopy.clear();
            keyCopy.append(key.array(), key.from(), key.length());
            imageCopy.append(image.array(), image.from(), image.length());
            otherIndex.add(KeyHash.of(key), otherLog.append(table, counters, keyCopy, imageCopy));
        });
    }

    /** Lets the entries be what {@code rekeying} makes of them. */
    void rekey(Rekeying rekeying) throws IOException {
        Entries copy = new Entries(memoryBytes, spillFolder);
        if (log != memory) {
            copy.spill();
        }
        log.<RuntimeException>forEach(
                (table, counters, key, image) -> rekeying.copy(table, counters, key, image, copy));
        close();
        memory = copy.memory;
        log = copy.log;
        index = copy.index;
    }

    /** The entry with this key, or {@link EntryIndex#NOT_FOUND}. */
    long find(JsonBuffer key) throws IOException {
        hash = KeyHash.of(key.array(), 0, key.length());
        return index.find(hash, key, log);
    }

    /** Adds an entry for the key that was just not found. */
    void add(int table, long counters, JsonBuffer key, JsonBuffer image) throws IOException {
        index.add(hash, log.append(table, counters, key, image));
    }

    /** Gives the entry just found another image. */
    void replace(long address, int table, long counters, JsonBuffer key, JsonBuffer image) throws IOException {
        if (log.replaceImage(address, table, image)) {
            log.setCounters(address, counters);
        } else {
            index.moveFound(hash, log.append(table, counters, key, image));
        }
    }

    long counters(long address) throws IOException {
        return log.counters(address);
    }

    void setCounters(long address, long counters) throws IOException {
        log.setCounters(address, counters);
    }

    boolean imageEquals(long address, JsonBuffer image) throws IOException {
        return log.imageEquals(address, image);
    }

    <X extends Exception> void forEach(EntryVisitor<X> visitor) throws IOException, X {
        log.forEach(visitor);
    }

    /** What this transaction put into files. */
    long spilledBytes() {
        return log == memory ? 0 : log.bytes();
    }

    /** Forgets all, for the next transaction. */
    void clear() throws IOException {
        if (log == memory) {
            memory.clear();
            index.clear();
        } else {
            close();
            log = memory;
            index = EntryIndex.inMemory();
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
        index.close();
    }
}
