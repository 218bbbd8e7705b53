package dev.freshet.kinesis.log;

import dev.freshet.kinesis.log.RecordLogException.Kind;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's errors mean for the log. */
final class RocksFailures {
    private RocksFailures() {}

    static RecordLogException during(String what, RocksDBException failure) {
        Kind kind = kind(failure.getStatus());
        return new RecordLogException(kind, what + " failed: " + failure.getMessage() + remedy(kind), failure);
    }

    private static Kind kind(@Nullable Status status) {
        if (status == null) {
            return Kind.UNAVAILABLE;
        }
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return Kind.DISK_FULL;
        }
        return isMissingFile(status) || status.getCode() == Status.Code.Corruption ? Kind.DAMAGED : Kind.UNAVAILABLE;
    }

    /** The subcode for it does not reach Java. */
    private static boolean isMissingFile(Status status) {
        return status.getCode() == Status.Code.IOError
                && String.valueOf(status.getState()).contains("No such file");
    }

    private static String remedy(Kind kind) {
        return switch (kind) {
            case DISK_FULL -> "; make room on the disk, appends then go on by themselves";
            case DAMAGED -> "; restore the folder from a copy, or delete the data streams concerned";
            case UNAVAILABLE -> "; see the system's log for the disk, appends are tried again";
            case CLOSED -> "";
        };
    }
}
