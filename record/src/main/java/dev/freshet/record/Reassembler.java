package dev.freshet.record;

import dev.freshet.record.ChunkedChange.Image;
import dev.freshet.record.ChunkedChange.InFragments;
import dev.freshet.record.ChunkedChange.Inline;
import dev.freshet.record.PartialChunk.WrongImageException;
import dev.freshet.record.Reassembly.Complete;
import dev.freshet.record.Reassembly.Duplicate;
import dev.freshet.record.Reassembly.GivenUp;
import dev.freshet.record.Reassembly.Held;
import dev.freshet.record.Reassembly.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes together that came in parts, in any order and with duplicates, from all shards of a data stream. Not for
 * several threads.
 *
 * <p>Mechanism. Fragments wait by their chunk's identifier; the main record waits with the chunks that it names. When the
 * last part is there, each image is joined, judged by its checksum and read as JSON. Identifiers of the latest complete
 * chunks are remembered, so that a redelivered part is known for a duplicate; one that was forgotten makes the same
 * change again, or waits for its time to pass.
 *
 * <p>Bounds. What waits is counted with the memory around it. When it passes the bound, the largest chunk is given up:
 * that frees most for one row lost, and an image larger than the bound harms none but itself. What waits longer than
 * its time, from its first part on, is given up too. Every part that came is in exactly one answer: complete, duplicate
 * or given up.
 */
public final class Reassembler {
    /** Identifiers of complete chunks that are remembered: a megabyte, and redeliveries mostly come within seconds. */
    private static final int REMEMBERED = 8_192;

    /**
     * @param heldBytes what parts may wait at one time. While a change is completed it needs the size of its images once
     *     more
     * @param waiting how long a part waits for the others. Shards are read at different speeds, and a record that the
     *     data stream refused is delivered later than its neighbours
     */
    public record Limits(long heldBytes, Duration waiting) {
        public Limits {
            if (heldBytes < 0 || waiting.isNegative()) {
                throw new IllegalArgumentException("Less than nothing cannot wait: " + heldBytes + ", " + waiting);
            }
        }
    }

    private final Limits limits;
    private final InstantSource clock;

    /** In the order of their first parts, which is the order of their deadlines. */
    private final Map<String, PartialChunk> chunks = new LinkedHashMap<>();

    private final Set<String> completed = new LinkedHashSet<>();
    private long heldBytes;

    public Reassembler(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes the next record. One answer is of the record itself; a {@link GivenUp} may be of any that waited, or of the
     * record with those.
     */
    public List<Reassembly> accept(ChangeRecord record) {
        List<Reassembly> answers = new ArrayList<>(expire());
        answers.addAll(record.match(
                change -> List.of(new Complete(change, Set.of())), this::acceptMain, this::acceptFragment));
        return answers;
    }

    /** Gives up what has waited too long; for times when no record comes. */
    public List<GivenUp> expire() {
        Instant now = clock.instant();
        List<GivenUp> late = new ArrayList<>();
        while (!chunks.isEmpty()) {
            PartialChunk oldest = chunks.values().iterator().next();
            if (now.isBefore(oldest.deadline())) {
                break;
            }
            late.add(giveUp(oldest, Reason.TOO_LATE));
        }
        return late;
    }

    /** What parts are held, with the memory around them. */
    public long heldBytes() {
        return heldBytes;
    }

    private List<Reassembly> acceptFragment(Fragment fragment) {
        String id = fragment.chunkId();
        if (completed.contains(id)) {
            return List.of(new Duplicate(Set.of(id)));
        }
        PartialChunk chunk = chunk(id);
        return switch (chunk.add(fragment)) {
            case KNOWN -> List.of(new Duplicate(Set.of(id)));
            case CONTRADICTS -> List.of(giveUp(chunk, Reason.CONTRADICTION));
            case NEW -> {
                heldBytes += PartialChunk.heldBytes(fragment);
                yield settle(chunk);
            }
        };
    }

    private List<Reassembly> acceptMain(ChunkedChange main) {
        Set<String> ids = ids(main);
        if (ids.stream().anyMatch(completed::contains)) {
            return List.of(new Duplicate(ids));
        }
        boolean isNew = false;
        for (InFragments reference : main.fragmented()) {
            PartialChunk chunk = chunk(reference.chunkId());
            switch (chunk.refer(main, reference)) {
                case KNOWN -> {}
                case CONTRADICTS -> {
                    GivenUp lost = giveUp(chunk, Reason.CONTRADICTION);
                    return List.of(new GivenUp(lost.reason(), lost.main().or(() -> Optional.of(main)), lost.chunks()));
                }
                case NEW -> {
                    heldBytes += main.inlineBytes();
                    isNew = true;
                }
            }
        }
        return isNew ? settle(chunk(main.fragmented().get(0).chunkId())) : List.of(new Duplicate(ids));
    }

    private PartialChunk chunk(String id) {
        PartialChunk chunk = chunks.get(id);
        if (chunk == null) {
            chunk = new PartialChunk(id, clock.instant().plus(limits.waiting()));
            chunks.put(id, chunk);
            heldBytes += PartialChunk.OVERHEAD_BYTES;
        }
        return chunk;
    }

    private static Set<String> ids(ChunkedChange main) {
        Set<String> ids = new HashSet<>();
        main.fragmented().forEach(reference -> ids.add(reference.chunkId()));
        return ids;
    }

    /** After a new part: completes its change, or keeps it if there is room. */
    private List<Reassembly> settle(PartialChunk chunk) {
        Optional<ChunkedChange> main = chunk.main();
        if (main.isPresent() && together(chunk).stream().allMatch(PartialChunk::isComplete)) {
            return List.of(complete(chunk, main.get()));
        }
        List<Reassembly> answers = new ArrayList<>();
        boolean isHeld = true;
        while (heldBytes > limits.heldBytes()) {
            PartialChunk largest = largest();
            isHeld &= !together(largest).contains(chunk);
            answers.add(giveUp(largest, Reason.TOO_LARGE));
        }
        if (isHeld) {
            answers.add(new Held(main.map(Reassembler::ids).orElse(Set.of(chunk.id()))));
        }
        return answers;
    }

    private PartialChunk largest() {
        return chunks.values().stream()
                .max(Comparator.comparingLong(PartialChunk::heldBytes))
                .orElseThrow(() -> new IllegalStateException("Nothing waits, and it has " + heldBytes + " bytes"));
    }

    private Reassembly complete(PartialChunk chunk, ChunkedChange main) {
        try {
            RowChange change = new RowChange(
                    main.op(), image(main.before()), image(main.after()), main.source(), main.processingTimeNanos());
            together(chunk).forEach(this::forget);
            remember(ids(main));
            return new Complete(change, ids(main));
        } catch (WrongImageException e) {
            return giveUp(chunk, e.reason());
        }
    }

    private @Nullable JsonText image(Image image) {
        if (image instanceof Inline inline) {
            return inline.text();
        }
        InFragments reference = (InFragments) image;
        return chunk(reference.chunkId()).join(reference);
    }

    private void remember(Set<String> ids) {
        completed.addAll(ids);
        while (completed.size() > REMEMBERED) {
            completed.remove(completed.iterator().next());
        }
    }

    private GivenUp giveUp(PartialChunk chunk, Reason reason) {
        Collection<PartialChunk> lost = together(chunk);
        lost.forEach(this::forget);
        return new GivenUp(
                reason, chunk.main(), lost.stream().map(PartialChunk::lost).toList());
    }

    private void forget(PartialChunk chunk) {
        chunks.remove(chunk.id());
        heldBytes -= chunk.heldBytes();
    }

    /** The chunks of the same change, as far as that is known. */
    private Collection<PartialChunk> together(PartialChunk chunk) {
        return chunk.main()
                .map(main -> ids(main).stream().map(this::chunk).toList())
                .orElse(List.of(chunk));
    }
}
