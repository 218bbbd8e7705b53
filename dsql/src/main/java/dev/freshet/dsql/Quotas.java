package dev.freshet.dsql;

/** How much there may be (Aurora DSQL user guide, "Quotas and limits"). */
public record Quotas(int clusters, int cdcStreamsPerCluster, int tagsPerResource) {
    public static final Quotas DEFAULT = new Quotas(20, 5, 50);

    public Quotas {
        if (clusters < 1 || cdcStreamsPerCluster < 1 || tagsPerResource < 0) {
            throw new IllegalArgumentException("Quotas below what makes sense");
        }
    }
}
