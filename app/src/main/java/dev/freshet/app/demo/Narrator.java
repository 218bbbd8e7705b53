package dev.freshet.app.demo;

import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;

/** Tells what happens: each step with the commands that do the same, and what came of it. */
final class Narrator {
    private final Terminal terminal;

    Narrator(Terminal terminal) {
        this.terminal = terminal;
    }

    void step(int number, String title) {
        terminal.out().println();
        terminal.out().println(terminal.paint(Style.HEADING, "Step " + number + "  " + title));
    }

    /** One command, to be copied as it stands. */
    void command(String command) {
        terminal.out().println("  " + terminal.paint(Style.COMMAND, command));
    }

    void result(String text) {
        terminal.out().println("  " + terminal.paint(Style.GOOD, text));
    }

    void remark(String text) {
        terminal.out().println("  " + terminal.paint(Style.FAINT, text));
    }
}
