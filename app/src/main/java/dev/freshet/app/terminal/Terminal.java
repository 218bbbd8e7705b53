package dev.freshet.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Standard output and standard error.
 *
 * @param out UTF-8 whatever the locale, for change records must pass unharmed
 * @param interactive whether a person looks at standard output, so that colours are welcome
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {
    /** The process's own. {@code freshet.terminal} is set by ./freshet, for a shell can ask and Java cannot for output alone. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean interactive = Boolean.getBoolean("freshet.terminal")
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), interactive);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    public String paint(Style style, String text) {
        return interactive ? style.start() + text + Style.END : text;
    }

    /** Whether whoever read standard output has gone. */
    public boolean outputIsClosed() {
        return out.checkError();
    }
}
