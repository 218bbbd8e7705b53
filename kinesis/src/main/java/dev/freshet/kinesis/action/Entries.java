package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.PutEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records to be put, as both of the operations that put take them. */
final class Entries {
    private Entries() {}

    static PutEntry of(String partitionKey, @Nullable String explicitHashKey, byte[] data) {
        return new PutEntry(partitionKey, hashKey(explicitHashKey), data);
    }

    private static Optional<HashKey> hashKey(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(HashKey.parse(text)
                .orElseThrow(() -> KinesisErrors.invalidArgument(
                        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
                                + "Specified value was " + text)));
    }
}
