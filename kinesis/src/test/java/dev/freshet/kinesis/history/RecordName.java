package dev.freshet.kinesis.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.PutEntry;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A record's name, no two alike: it is its partition key and its data. Printed {@code life.writer.call.place}, and
 * {@code .hash key} behind that where the record has an explicit one.
 *
 * @param life of the process, which begins its writers' calls at 0
 * @param place among the records of the call
 */
record RecordName(int life, int writer, int call, int place, Optional<BigInteger> explicitHashKey) {
    static RecordName parse(String text) {
        String[] parts = text.split("\\.");
        return new RecordName(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                parts.length == 4 ? Optional.empty() : Optional.of(new BigInteger(parts[4])));
    }

    /** Who put it: one thread, one call after the other. */
    String by() {
        return life + "." + writer;
    }

    PutEntry entry() {
        String text = toString();
        return new PutEntry(text, explicitHashKey.flatMap(key -> HashKey.parse(key.toString())), text.getBytes(UTF_8));
    }

    /** As AWS documents it, and apart from what is tested: the MD5 of the partition key unless one is given. */
    BigInteger hashKey() {
        return explicitHashKey.orElseGet(() -> {
            try {
                return new BigInteger(
                        1, MessageDigest.getInstance("MD5").digest(toString().getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has MD5", e);
            }
        });
    }

    @Override
    public String toString() {
        return life + "." + writer + "." + call + "." + place
                + explicitHashKey.map(key -> "." + key).orElse("");
    }
}
