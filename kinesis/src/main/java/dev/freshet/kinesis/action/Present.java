package dev.freshet.kinesis.action;

import org.jspecify.annotations.Nullable;

/** Members that their constraint requires: the gateway has refused requests without them. */
final class Present {
    private Present() {}

    static <T> T of(@Nullable T member) {
        if (member == null) {
            throw new IllegalStateException("A required member reached the action as null");
        }
        return member;
    }
}
