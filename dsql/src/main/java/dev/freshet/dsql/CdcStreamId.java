package dev.freshet.dsql;

import dev.freshet.record.Base32;
import java.util.random.RandomGenerator;

/** A CDC stream's identifier: 26 characters of base 32, unique beyond its cluster. */
public record CdcStreamId(String value) {
    public CdcStreamId {
        if (!Base32.isValid(value)) {
            throw new IllegalArgumentException(
                    "A CDC stream's identifier is 26 characters of a-z and 2-7, but this is '" + value + "'");
        }
    }

    static CdcStreamId random(RandomGenerator random) {
        return new CdcStreamId(Base32.encode(random.nextLong(), random.nextLong()));
    }

    @Override
    public String toString() {
        return value;
    }
}
