package dev.freshet.kinesis.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The value of one batch: {@code arrival time (8 bytes, ms) | count (4) | count × (key length | key | data length |
 * data)}, lengths as unsigned LEB128, numbers big-endian.
 *
 * <p>The arrival time stands first so that it can be set, and read, without touching the rest: callers pack their
 * records side by side, and only then does the committer know the time.
 */
final class PackedRecords {
    private static final int COUNT_OFFSET_BYTES = Long.BYTES;
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    private PackedRecords() {}

    /** Packs records, leaving the arrival time open. */
    static byte[] pack(List<NewRecord> records) {
        byte[] packed = new byte[sizeBytes(records)];
        ByteBuffer.wrap(packed).putInt(COUNT_OFFSET_BYTES, records.size());
        int at = HEADER_BYTES;
        for (NewRecord record : records) {
            at = putBlock(packed, at, record.partitionKey());
            at = putBlock(packed, at, record.data());
        }
        return packed;
    }

    static void setArrivalMillis(byte[] packed, long arrivalMillis) {
        ByteBuffer.wrap(packed).putLong(0, arrivalMillis);
    }

    static long arrivalMillis(byte[] packed) {
        return ByteBuffer.wrap(packed).getLong(0);
    }

    static int count(byte[] packed) {
        return ByteBuffer.wrap(packed).getInt(COUNT_OFFSET_BYTES);
    }

    /**
     * Unpacks from the record at {@code fromIndex} while {@code room} lasts.
     *
     * @param firstIndex of the batch
     */
    static void unpack(byte[] packed, long firstIndex, long fromIndex, Room room) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        Instant arrival = Instant.ofEpochMilli(in.getLong());
        int count = in.getInt();
        try {
            for (long index = firstIndex; index < firstIndex + count; index++) {
                if (index < fromIndex) {
                    skipBlock(in);
                    skipBlock(in);
                } else if (!room.take(new StoredRecord(index, arrival, getBlock(in), getBlock(in)))) {
                    return;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new RecordLogException(
                    RecordLogException.Kind.DAMAGED, "The batch at index " + firstIndex + " ends within a record", e);
        }
    }

    private static int sizeBytes(List<NewRecord> records) {
        long size = HEADER_BYTES;
        for (NewRecord record : records) {
            size += lengthBytes(record.partitionKey().length) + lengthBytes(record.data().length) + record.sizeBytes();
        }
        return Math.toIntExact(size);
    }

    private static int lengthBytes(int length) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
    }

    private static int putBlock(byte[] out, int start, byte[] block) {
        int at = start;
        int length = block.length;
        while (length >= 0x80) {
            out[at++] = (byte) (length | 0x80);
            length >>>= 7;
        }
        out[at++] = (byte) length;
        System.arraycopy(block, 0, out, at, block.length);
        return at + block.length;
    }

    private static byte[] getBlock(ByteBuffer in) {
        int length = getLength(in);
        int start = in.position();
        in.position(start + length);
        return Arrays.copyOfRange(in.array(), start, start + length);
    }

    private static void skipBlock(ByteBuffer in) {
        int length = getLength(in);
        in.position(in.position() + length);
    }

    private static int getLength(ByteBuffer in) {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return length;
            }
        }
    }
}
