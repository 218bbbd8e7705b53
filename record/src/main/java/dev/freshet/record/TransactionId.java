package dev.freshet.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A transaction's identifier, {@code source.txId}: the same on every delivery of the transaction. */
public record TransactionId(String value) {
    public TransactionId {
        if (!Base32.isValid(value)) {
            throw new IllegalArgumentException(
                    "A transaction's identifier is 26 characters of a-z and 2-7, but this is '" + value + "'");
        }
    }

    /**
     * Derives the identifier from the place of the transaction in the log, so that no memory of it is needed.
     *
     * @param timeline of the log at the commit
     * @param commitPosition of the commit record, in bytes since the cluster was made
     * @param xid PostgreSQL's own 32-bit number, which comes round again
     */
    public static TransactionId of(ClusterId cluster, int timeline, long commitPosition, int xid) {
        byte[] clusterId = cluster.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer place = ByteBuffer.allocate(clusterId.length + 16);
        place.put(clusterId).putInt(timeline).putLong(commitPosition).putInt(xid);
        return new TransactionId(firstHalfOfSha256(place.array()));
    }

    static String firstHalfOfSha256(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
            return Base32.encode(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
