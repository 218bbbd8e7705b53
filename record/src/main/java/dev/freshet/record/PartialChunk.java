package dev.freshet.record;

import dev.freshet.record.ChunkedChange.InFragments;
import dev.freshet.record.Reassembly.LostChunk;
import dev.freshet.record.Reassembly.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What has come so far of one image in fragments. */
final class PartialChunk {
    /** Identifier, maps and times of one chunk, roughly. */
    static final int OVERHEAD_BYTES = 1_024;

    private static final int FRAGMENT_OVERHEAD_BYTES = 128;

    /** What a part was to those already here. */
    enum Added {
        NEW,
        KNOWN,
        CONTRADICTS
    }

    private final String id;
    private final Instant deadline;
    private final SortedMap<Integer, Bytes> fragments = new TreeMap<>();
    private long dataBytes;
    private @Nullable ChunkedChange main;
    private @Nullable InFragments reference;

    PartialChunk(String id, Instant deadline) {
        this.id = id;
        this.deadline = deadline;
    }

    String id() {
        return id;
    }

    Instant deadline() {
        return deadline;
    }

    Optional<ChunkedChange> main() {
        return Optional.ofNullable(main);
    }

    Added add(Fragment fragment) {
        Bytes known = fragments.get(fragment.index());
        if (known != null) {
            return known.hasSameContent(fragment.data()) ? Added.KNOWN : Added.CONTRADICTS;
        }
        if (reference != null && fragment.index() >= reference.totalFragments()) {
            return Added.CONTRADICTS;
        }
        fragments.put(fragment.index(), fragment.data());
        dataBytes += fragment.data().length();
        return Added.NEW;
    }

    Added refer(ChunkedChange newMain, InFragments newReference) {
        if (reference != null) {
            return reference.equals(newReference) ? Added.KNOWN : Added.CONTRADICTS;
        }
        if (!fragments.isEmpty() && fragments.lastKey() >= newReference.totalFragments()) {
            return Added.CONTRADICTS;
        }
        main = newMain;
        reference = newReference;
        return Added.NEW;
    }

    boolean isComplete() {
        return reference != null && fragments.size() == reference.totalFragments();
    }

    static long heldBytes(Fragment fragment) {
        return FRAGMENT_OVERHEAD_BYTES + (long) fragment.data().length();
    }

    long heldBytes() {
        long inlineBytes = main == null ? 0 : main.inlineBytes();
        return OVERHEAD_BYTES + dataBytes + (long) FRAGMENT_OVERHEAD_BYTES * fragments.size() + inlineBytes;
    }

    LostChunk lost() {
        return new LostChunk(id, fragments.size(), dataBytes);
    }

    /**
     * Joins the fragments; all are there.
     *
     * @throws WrongImageException when that does not give the image
     */
    JsonText join(InFragments expected) {
        if (dataBytes > JsonBuffer.LARGEST_ARRAY) {
            throw new WrongImageException(Reason.TOO_LARGE);
        }
        byte[] text = new byte[(int) dataBytes];
        int at = 0;
        for (Bytes data : fragments.values()) {
            System.arraycopy(data.array(), data.from(), text, at, data.length());
            at += data.length();
        }
        CRC32C checksum = new CRC32C();
        checksum.update(text);
        if (checksum.getValue() != expected.checksum()) {
            throw new WrongImageException(Reason.WRONG_CHECKSUM);
        }
        try {
            return JsonText.ofObject(Bytes.of(text));
        } catch (UnreadableRecordException e) {
            throw new WrongImageException(Reason.UNREADABLE_IMAGE);
        }
    }

    /** All fragments are there and give no image; never leaves the {@link Reassembler}. */
    static final class WrongImageException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        WrongImageException(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }
}
