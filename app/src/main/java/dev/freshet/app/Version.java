package dev.freshet.app;

import java.util.Objects;

/** Which Freshet this is. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest; classes run from a folder have none. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
