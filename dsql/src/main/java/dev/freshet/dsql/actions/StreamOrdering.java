package dev.freshet.dsql.actions;

/** How a CDC stream orders its records. */
public enum StreamOrdering {
    UNORDERED
}
