package dev.freshet.dsql.actions;

import dev.freshet.gateway.Constraints.Length;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cluster spans regions. */
public record MultiRegionProperties(
        @Length(max = 50) @Nullable String witnessRegion,
        @Nullable List<String> clusters) {}
