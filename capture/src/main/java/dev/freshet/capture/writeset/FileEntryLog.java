package dev.freshet.capture.writeset;

import dev.freshet.record.Bytes;
import dev.freshet.record.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Entries in a file; an address is a place in it. What was appended last lies in a buffer still. */
final class FileEntryLog implements EntryLog {
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer tail = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());
    private ByteBuffer read = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());
    private long flushed;
    private long replacedBytes;

    FileEntryLog(FileChannel file) {
        this.file = file;
    }

    @Override
    public long append(int table, long counters, JsonBuffer key, JsonBuffer image) throws IOException {
        long size = (long) HEADER_BYTES + key.length() + image.length();
        if (size > tail.remaining()) {
            flush();
        }
        long address = flushed + tail.position();
        tail.putInt(table).putLong(counters);
        tail.putInt(key.length()).putInt(image.length()).putInt(image.length());
        put(key);
        put(image);
        return address;
    }

    private void put(JsonBuffer part) throws IOException {
        if (part.length() > tail.remaining()) {
            flush();
        }
        if (part.length() > tail.remaining()) {
            ByteBuffer whole = ByteBuffer.wrap(part.array(), 0, part.length());
            flushed = writeAll(whole, flushed);
        } else {
            tail.put(part.array(), 0, part.length());
        }
    }

    private void flush() throws IOException {
        flushed = writeAll(tail.flip(), flushed);
        tail.clear();
    }

    private long writeAll(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        return at;
    }

    /** The bytes at the address, at the place 0 of what is answered. */
    private ByteBuffer load(long address, int count) throws IOException {
        if (count > read.capacity()) {
            read = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
        }
        if (address + count > flushed) {
            flush();
        }
        read.clear().limit(count);
        long at = address;
        while (read.hasRemaining()) {
            int got = file.read(read, at);
            if (got < 0) {
                throw new IOException("The spill file ends at " + at + ", before what was written to it");
            }
            at += got;
        }
        return read.flip();
    }

    @Override
    public boolean keyEquals(long address, JsonBuffer key) throws IOException {
        // A key that is shorter is no reason to read beyond the file: its entry ends later than its header.
        ByteBuffer header = load(address, HEADER_BYTES);
        if (header.getInt(KEY_LENGTH) != key.length()) {
            return false;
        }
        return load(address + HEADER_BYTES, key.length()).equals(ByteBuffer.wrap(key.array(), 0, key.length()));
    }

    @Override
    public boolean imageEquals(long address, JsonBuffer image) throws IOException {
        ByteBuffer header = load(address, HEADER_BYTES);
        int keyLength = header.getInt(KEY_LENGTH);
        if (header.getInt(IMAGE_LENGTH) != image.length()) {
            return false;
        }
        return load(address + HEADER_BYTES + keyLength, image.length())
                .equals(ByteBuffer.wrap(image.array(), 0, image.length()));
    }

    @Override
    public long counters(long address) throws IOException {
        return load(address + COUNTERS, Long.BYTES).getLong(0);
    }

    @Override
    public void setCounters(long address, long counters) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        overwrite(address + COUNTERS, bytes.putLong(0, counters));
    }

    @Override
    public boolean replaceImage(long address, int table, JsonBuffer image) throws IOException {
        ByteBuffer header = load(address, HEADER_BYTES);
        int keyLength = header.getInt(KEY_LENGTH);
        int room = header.getInt(IMAGE_ROOM);
        boolean fits = image.length() <= room;
        header.putInt(TABLE, fits ? table : REPLACED);
        header.putInt(IMAGE_LENGTH, fits ? image.length() : header.getInt(IMAGE_LENGTH));
        overwrite(address, header);
        if (fits) {
            overwrite(address + HEADER_BYTES + keyLength, ByteBuffer.wrap(image.array(), 0, image.length()));
        } else {
            replacedBytes += HEADER_BYTES + keyLength + room;
        }
        return fits;
    }

    private void overwrite(long address, ByteBuffer bytes) throws IOException {
        if (address + bytes.remaining() > flushed) {
            flush();
        }
        writeAll(bytes, address);
    }

    @Override
    public <X extends Exception> void forEach(EntryVisitor<X> visitor) throws IOException, X {
        flush();
        long address = 0;
        while (address < flushed) {
            address = visit(address, visitor);
        }
    }

    /** Reads ahead, so that small entries cost no system call each; answers where the next entry is. */
    private <X extends Exception> long visit(long address, EntryVisitor<X> visitor) throws IOException, X {
        int ahead = (int) Math.min(read.capacity(), flushed - address);
        load(address, ahead);
        int at = 0;
        while (ahead - at >= HEADER_BYTES) {
            int keyLength = read.getInt(at + KEY_LENGTH);
            int room = read.getInt(at + IMAGE_ROOM);
            int size = Math.addExact(Math.addExact(HEADER_BYTES, keyLength), room);
            if (size > ahead - at) {
                if (at == 0) {
                    load(address, size);
                    ahead = size;
                } else {
                    break;
                }
            }
            if (read.getInt(at + TABLE) != REPLACED) {
                int keyAt = at + HEADER_BYTES;
                visitor.visit(
                        read.getInt(at + TABLE),
                        read.getLong(at + COUNTERS),
                        new Bytes(read.array(), keyAt, keyLength),
                        new Bytes(read.array(), keyAt + keyLength, read.getInt(at + IMAGE_LENGTH)));
            }
            at += size;
        }
        return address + at;
    }

    @Override
    public long bytes() {
        return flushed + tail.position();
    }

    @Override
    public long replacedBytes() {
        return replacedBytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
