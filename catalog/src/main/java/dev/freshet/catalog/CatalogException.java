package dev.freshet.catalog;

/**
 * The catalog could not do what was asked, through no fault of the statement. Statements that are wrong or break a
 * constraint come as JDBI's own exceptions.
 */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public CatalogException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public CatalogException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What failed. */
    public enum Kind {
        /**
         * The catalog's server does not answer or cut the connection. A transaction that was just committing may have
         * committed. Trying again later is right.
         */
        AWAY,
        /** A transaction met others in its way each time it was tried. Trying again later is right. */
        CONTENDED,
        /** A newer Freshet has written this catalog. */
        NEWER_THAN_PROGRAM,
        /** A migration failed, or one that was applied is no longer what the program holds. */
        MIGRATION_FAILED
    }
}
