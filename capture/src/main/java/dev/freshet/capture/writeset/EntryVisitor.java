package dev.freshet.capture.writeset;

import dev.freshet.record.Bytes;
import java.io.IOException;

/** Sees one entry after the other; the bytes hold for the call. */
@FunctionalInterface
interface EntryVisitor<X extends Exception> {
    void visit(int table, long counters, Bytes key, Bytes image) throws IOException, X;
}
