package dev.freshet.capture.database.attached;

import dev.freshet.capture.database.Scripts;

/** {@code members.sql} for one way of finding DDL. */
final class MembersQuery {
    private MembersQuery() {}

    static String text(DdlWatch watch) {
        String polled = switch (watch) {
            case EVENT_TRIGGER -> "false";
            case POLLING -> "true";
        };
        return Scripts.read("attached/members.sql").replace("{polled}", polled);
    }
}
