package dev.freshet.cluster;

import java.time.Instant;

/**
 * Where a server is in its life.
 *
 * <pre>
 * Stopped ──start──► Starting ──ready──► Running ──the process is gone──► Restarting
 *    ▲                  │                   │  ▲                             │
 *    └──────failed──────┘                   │  └────────────ready────────────┤
 *    └─────────────────────────stop─────────┴────────────────────────────────┘
 * </pre>
 *
 * No state survives a restart of Freshet; the folder and {@code postmaster.pid} tell the next one what there is.
 */
public sealed interface ServerState {
    /** Nobody wants it to run. */
    record Stopped() implements ServerState {}

    /** {@code start} is at work. */
    record Starting() implements ServerState {}

    /** It took connections when it was last seen. */
    record Running(ServerAddress address, long pid, Instant since) implements ServerState {}

    /** Its process died; it is started again on the same port, after a pause that grows with the attempts. */
    record Restarting(ServerAddress address, Instant since, int attempts) implements ServerState {}
}
