package dev.freshet.record;

import java.util.function.Function;

/** One change record as it came: a whole change, or a part of one that was too large. */
public sealed interface ChangeRecord permits RowChange, ChunkedChange, Fragment {
    /** Answers what the function of this record's kind answers. */
    <R> R match(
            Function<? super RowChange, ? extends R> change,
            Function<? super ChunkedChange, ? extends R> chunked,
            Function<? super Fragment, ? extends R> fragment);
}
