package dev.freshet.capture.writeset;

import dev.freshet.record.JsonBuffer;
import java.io.IOException;

/**
 * The entries of a write set in the order of their making, found again by address. An entry is the table's number in
 * the transaction, two counters, a key and an image; counters change in place, and so does an image that fits where
 * the former one was.
 */
interface EntryLog extends AutoCloseable {
    /** Table, two counters, key length, image length, image room: 32 bits each. */
    int HEADER_BYTES = 24;

    int TABLE = 0;
    int COUNTERS = 4;
    int KEY_LENGTH = 12;
    int IMAGE_LENGTH = 16;
    int IMAGE_ROOM = 20;

    /** Stands for the table of an entry that another one replaced. */
    int REPLACED = -1;

    /** Answers the address of the new entry. */
    long append(int table, long counters, JsonBuffer key, JsonBuffer image) throws IOException;

    boolean keyEquals(long address, JsonBuffer key) throws IOException;

    boolean imageEquals(long address, JsonBuffer image) throws IOException;

    long counters(long address) throws IOException;

    void setCounters(long address, long counters) throws IOException;

    /** Writes the image over the former one where it fits; else marks the entry as replaced and answers false. */
    boolean replaceImage(long address, int table, JsonBuffer image) throws IOException;

    /** Visits the entries that are not replaced. */
    <X extends Exception> void forEach(EntryVisitor<X> visitor) throws IOException, X;

    /** What the entries take, replaced ones too. */
    long bytes();

    /** What replaced entries take. */
    long replacedBytes();

    @Override
    void close() throws IOException;
}
