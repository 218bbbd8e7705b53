package dev.freshet.dsql;

/** Whose the server behind a cluster is. */
public enum ClusterKind {
    /** Freshet's own, made and deleted with the cluster. */
    OWNED,
    /** Somebody else's: deleting the cluster leaves its data alone. */
    ATTACHED
}
