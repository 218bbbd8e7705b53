package dev.freshet.app.attach;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.attached.AttachedDatabase;
import dev.freshet.record.ClusterId;

/**
 * What is kept of an attached database, beside the cluster in the catalog: how to reach it.
 *
 * @param mends whether its operator lets Freshet change replica identities
 * @param seal a secret with which Freshet knows its own notes in that database's log
 */
public record Attachment(String cluster, DatabaseAddress address, boolean mends, String seal) {
    AttachedDatabase database() {
        return new AttachedDatabase(address, new ClusterId(cluster), seal);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Attachment[" + cluster + ", " + address + "]";
    }
}
