package dev.freshet.app.client;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** @param isClosed whether it takes no more records, having been split or merged */
public record Shard(String id, Optional<String> parent, Optional<String> adjacentParent, boolean isClosed) {
    public List<String> parents() {
        return Stream.of(parent, adjacentParent).flatMap(Optional::stream).toList();
    }
}
