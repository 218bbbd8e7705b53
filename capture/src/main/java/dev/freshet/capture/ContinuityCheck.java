package dev.freshet.capture;

import dev.freshet.capture.database.ReplicationSlot;
import java.util.Optional;

/** Whether the log still has everything from the checkpoint on. A pure rule; what it is told comes from the server. */
record ContinuityCheck(SlotName slot, Checkpoint checkpoint) {
    /**
     * @param flushed how far the server's log goes
     * @throws CaptureException when changes are lost, or may be
     */
    void check(
            ServerIdentity server, TimelineHistory timelines, Lsn flushed, Optional<ReplicationSlot.State> slotState) {
        checkServer(server);
        checkLog(timelines, flushed);
        checkSlot(slotState.orElseThrow(() -> lost("Slot " + slot + " does not exist any more")));
    }

    private void checkServer(ServerIdentity server) {
        String known = checkpoint.server().systemIdentifier();
        if (!known.equals(server.systemIdentifier())) {
            throw diverged("The server is another one: its system identifier is " + server.systemIdentifier()
                    + ", the checkpoint's " + known);
        }
    }

    private void checkLog(TimelineHistory timelines, Lsn flushed) {
        if (!timelines.contains(checkpoint.server().timeline(), checkpoint.position())) {
            throw diverged("The server's timeline " + timelines.current() + " left timeline "
                    + checkpoint.server().timeline() + " before the checkpoint at " + checkpoint.position()
                    + ": it was restored or promoted without what was captured last");
        }
        if (flushed.isBefore(checkpoint.position())) {
            throw diverged("The server's log ends at " + flushed + ", before the checkpoint at " + checkpoint.position()
                    + ": it was restored from an older backup");
        }
    }

    private void checkSlot(ReplicationSlot.State state) {
        if (state.lost() != null) {
            throw lost("Slot " + slot + " was invalidated (" + state.lost() + ")");
        }
        if (checkpoint.position().isBefore(state.confirmed())) {
            throw lost("Slot " + slot + " stands at " + state.confirmed() + ", beyond the checkpoint at "
                    + checkpoint.position() + ": somebody else moved it");
        }
    }

    private static CaptureException diverged(String message) {
        return new CaptureException(CaptureException.Kind.LOG_DIVERGED, message);
    }

    private static CaptureException lost(String message) {
        return new CaptureException(CaptureException.Kind.SLOT_LOST, message);
    }
}
