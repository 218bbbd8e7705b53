package dev.freshet.dsql;

/**
 * Where a cluster stands in its life. Every state survives a restart, and the step that it asks for is taken up again.
 *
 * <pre>
 * (none)   → Creating   CreateCluster
 * Creating → Active     its server answers and is prepared for capture
 * Creating → Failed     its server could not be made
 * any      → Deleting   DeleteCluster
 * Deleting → (none)     its server and data are gone
 * </pre>
 */
public sealed interface ClusterState {
    /** As GetCluster prints it. */
    String status();

    record Creating() implements ClusterState {
        @Override
        public String status() {
            return "CREATING";
        }
    }

    record Active() implements ClusterState {
        @Override
        public String status() {
            return "ACTIVE";
        }
    }

    record Deleting() implements ClusterState {
        @Override
        public String status() {
            return "DELETING";
        }
    }

    record Failed() implements ClusterState {
        @Override
        public String status() {
            return "FAILED";
        }
    }
}
