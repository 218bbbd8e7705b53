/** Clusters and CDC streams: actions, life cycles, quotas. */
@NullMarked
package dev.freshet.dsql;

import org.jspecify.annotations.NullMarked;
