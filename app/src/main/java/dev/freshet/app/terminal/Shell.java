package dev.freshet.app.terminal;

/** Text that a POSIX shell reads back as it was meant. */
public final class Shell {
    private Shell() {}

    /** One word, in single quotes unless it is plain. */
    public static String quote(String text) {
        if (text.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return text;
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
