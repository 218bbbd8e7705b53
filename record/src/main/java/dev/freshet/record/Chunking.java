package dev.freshet.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Cuts the image of an oversized record into fragments (Aurora DSQL's user guide, "CDC record format").
 *
 * <p>A fragment's {@code data} is JSON text inside a JSON string, so its quotes and backslashes are escaped once more;
 * what counts against Kinesis's limit of 10 MiB is the fragment record after that. A piece ends where its escaped form
 * would pass the bound, or before, at the last start of a character.
 */
final class Chunking {
    /**
     * Where records are cut.
     *
     * @param thresholdBytes a record larger than this is sent in fragments
     * @param fragmentDataBytes the escaped text of one fragment; at least the longest escape
     */
    record Sizes(int thresholdBytes, int fragmentDataBytes) {
        /**
         * As documented. With the members around it and the longest partition key (256 bytes) a fragment stays below
         * Kinesis's 10 MiB with ample room.
         */
        static final Sizes DOCUMENTED = new Sizes(9 << 20, 9 << 20);

        Sizes {
            if (fragmentDataBytes < LONGEST_ESCAPE) {
                throw new IllegalArgumentException("No character may fit into " + fragmentDataBytes + " bytes");
            }
        }
    }

    private static final int LONGEST_ESCAPE = 6;

    /** What the main record says of one image. */
    record Reference(String side, String chunkId, int fragments, String crc32c) {}

    private final TransactionId transaction;
    private final TableLabel table;
    private final Sizes sizes;

    Chunking(TransactionId transaction, TableLabel table, Sizes sizes) {
        this.transaction = transaction;
        this.table = table;
        this.sizes = sizes;
    }

    boolean needsFragments(int recordBytes) {
        return recordBytes > sizes.thresholdBytes();
    }

    <X extends Exception> Reference writeFragments(String side, Bytes image, Bytes row, RecordOutput<X> output)
            throws X {
        String chunkId = chunkId(side, row);
        int end = image.from() + image.length();
        int fragments = 0;
        for (int from = image.from(); from < end; fragments++) {
            int to = pieceEnd(image.array(), from, end);
            output.accept(fragment(chunkId, fragments, image.array(), from, to));
            from = to;
        }
        return new Reference(side, chunkId, fragments, crc32c(image));
    }

    /** The same on each delivery; another for each transaction, table, row and image. */
    private String chunkId(String side, Bytes row) {
        byte[] rowBytes = Arrays.copyOfRange(row.array(), row.from(), row.from() + row.length());
        byte[] place = (transaction.value() + side).getBytes(StandardCharsets.US_ASCII);
        return TransactionId.firstHalfOfSha256(place, table.members(), rowBytes);
    }

    /** Where the piece that begins at {@code from} ends: as late as the bound and the character borders allow. */
    private int pieceEnd(byte[] text, int from, int end) {
        int room = sizes.fragmentDataBytes();
        int at = from;
        while (at < end) {
            room -= JsonBuffer.escapedLength(text[at]);
            if (room < 0) {
                return characterStart(text, at);
            }
            at++;
        }
        return end;
    }

    private static int characterStart(byte[] text, int at) {
        int start = at;
        while ((text[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    private byte[] fragment(String chunkId, int index, byte[] text, int from, int to) {
        JsonBuffer fragment = new JsonBuffer(sizes.fragmentDataBytes() + 128);
        fragment.append("{\"type\":\"fragment\",\"chunk_id\":\"").append(chunkId);
        fragment.append("\",\"index\":").append(index).append(",\"data\":");
        fragment.appendString(text, from, to - from);
        return fragment.append('}').toByteArray();
    }

    private static String crc32c(Bytes image) {
        CRC32C checksum = new CRC32C();
        checksum.update(image.array(), image.from(), image.length());
        return Long.toString(checksum.getValue());
    }
}
