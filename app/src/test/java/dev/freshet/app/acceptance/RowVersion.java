package dev.freshet.app.acceptance;

/** One state of one row of {@link CommittingWriter#TABLE}; no two commits make the same. */
record RowVersion(int id, int version) {
    static RowVersion of(Change change) {
        return new RowVersion(
                change.column("id").asInt(), change.column("version").asInt());
    }
}
