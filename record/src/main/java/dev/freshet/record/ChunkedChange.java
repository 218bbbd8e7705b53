package dev.freshet.record;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The main record of a change that was too large: at least one of its images comes in fragments. */
public record ChunkedChange(Op op, Image before, Image after, ChangeSource source, long processingTimeNanos)
        implements ChangeRecord {
    public ChunkedChange {
        if (!(before instanceof InFragments) && !(after instanceof InFragments)) {
            throw new IllegalArgumentException("A chunked change has an image in fragments");
        }
        boolean hasAfter = !(after instanceof Inline inline) || inline.text() != null;
        if (hasAfter == (op == Op.DELETE)) {
            throw new IllegalArgumentException("A row has an image after its change unless it was deleted");
        }
    }

    /** An image as the main record tells of it. */
    public sealed interface Image {}

    /** The image is here, or there is none. */
    public record Inline(@Nullable JsonText text) implements Image {}

    /**
     * The image comes in fragments.
     *
     * @param chunkId what its fragments are known by
     * @param checksum CRC-32C of the image's UTF-8, unsigned
     */
    public record InFragments(String chunkId, int totalFragments, long checksum) implements Image {
        public InFragments {
            if (totalFragments < 1) {
                throw new IllegalArgumentException("An image comes in one fragment or more, not " + totalFragments);
            }
            if (checksum < 0 || checksum > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("A CRC-32C has 32 bits, unlike " + checksum);
            }
        }
    }

    /** The images that come in fragments: one, or both. */
    public List<InFragments> fragmented() {
        return Stream.of(before, after)
                .filter(InFragments.class::isInstance)
                .map(InFragments.class::cast)
                .toList();
    }

    /** The inline part's text, which counts as memory while the fragments are awaited. */
    long inlineBytes() {
        return inlineBytes(before) + inlineBytes(after);
    }

    private static long inlineBytes(Image image) {
        return image instanceof Inline inline && inline.text() != null
                ? inline.text().bytes().length()
                : 0;
    }

    @Override
    public <R> R match(
            Function<? super RowChange, ? extends R> change,
            Function<? super ChunkedChange, ? extends R> chunked,
            Function<? super Fragment, ? extends R> fragment) {
        return chunked.apply(this);
    }
}
