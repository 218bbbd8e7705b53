package dev.freshet.delivery;

import java.util.ArrayList;
import java.util.List;

/** The records of one call: at most 500, at most 10 MiB with their keys. */
final class Batch {
    private final List<Parcel> parcels = new ArrayList<>();
    private long bytes;

    /** False when the call is full without it. */
    boolean add(Parcel parcel) {
        if (!parcels.isEmpty() && !fits(parcel)) {
            return false;
        }
        parcels.add(parcel);
        bytes += parcel.sizeBytes();
        return true;
    }

    List<Parcel> parcels() {
        return parcels;
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    private boolean fits(Parcel parcel) {
        return parcels.size() < DeliveryConfig.RECORDS_PER_CALL
                && bytes + parcel.sizeBytes() <= DeliveryConfig.BYTES_PER_CALL
                && !parcel.travelsAlone
                && !parcels.getFirst().travelsAlone;
    }
}
