package dev.freshet.dsql.store;

import java.util.function.Function;

/** The control state, whole and durable. What a function throws undoes what it did, and reaches the caller. */
public interface DsqlStore {
    /** Looks at one consistent state. */
    <T> T read(Function<DsqlState, T> question);

    /** Changes the state; changes come one after another, and are durable when this returns. */
    <T> T change(Function<DsqlState, T> work);
}
