package dev.freshet.cluster;

/** How an attempt to start PostgreSQL ended, as its log tells. */
sealed interface StartOutcome {
    /** It takes connections. */
    record Ready(PostmasterFile postmaster) implements StartOutcome {}

    /** Another process listens on the port. */
    record PortTaken(String log) implements StartOutcome {}

    /** Processes of a postmaster that died still hold the shared memory; they end by themselves when they notice. */
    record StillHeld(String log) implements StartOutcome {}

    /** It ended for another reason. */
    record Failed(String log) implements StartOutcome {}

    /** PostgreSQL's messages are in English, for its environment says so. */
    static StartOutcome ofLog(String log) {
        if (log.contains("could not bind")) {
            return new PortTaken(log);
        }
        if (log.contains("pre-existing shared memory block") || log.contains("lock file \"postmaster.pid\" already")) {
            return new StillHeld(log);
        }
        return new Failed(log);
    }
}
