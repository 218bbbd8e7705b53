package dev.freshet.app.terminal;

/** Text that a POSIX shell reads back as it was meant. */
public final class Shell {
    private Shell() {}

    /** One word; in the quotes that leave it most readable, if it needs any. */
    public static String quote(String text) {
        if (text.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return text;
        }
        if (text.contains("'") && text.matches("[^\"$`\\\\!]*")) {
            return "\"" + text + "\"";
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
