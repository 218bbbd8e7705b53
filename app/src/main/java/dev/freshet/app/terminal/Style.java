package dev.freshet.app.terminal;

/** The few colours in use, each for one meaning. */
public enum Style {
    HEADING("1"),
    COMMAND("36"),
    GOOD("32"),
    CHANGED("33"),
    BAD("31"),
    FAINT("2");

    static final String END = "\u001b[0m";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String start() {
        return "\u001b[" + code + "m";
    }
}
