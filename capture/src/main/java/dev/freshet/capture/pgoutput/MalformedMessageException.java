package dev.freshet.capture.pgoutput;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes that are no message of the protocol. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The part of a row at which a message stops making sense; {@code column} counts from 0. */
    public record Place(int relationOid, int column) {}

    private final transient @Nullable Place place;

    public MalformedMessageException(String message) {
        super(message);
        this.place = null;
    }

    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
        this.place = null;
    }

    MalformedMessageException(MalformedMessageException cause, Place place) {
        super(cause.getMessage(), cause);
        this.place = place;
    }

    /** Where in a row; empty for messages without one. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }
}
