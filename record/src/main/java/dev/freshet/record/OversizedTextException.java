package dev.freshet.record;

/** JSON text that would pass what an array can hold, two billion bytes. */
public final class OversizedTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OversizedTextException(long bytes) {
        super("A row's JSON text would have " + bytes + " bytes or more; no array holds that");
    }
}
