package dev.freshet.record;

/** What a transaction did to one row, all its statements taken together. */
public enum Op {
    CREATE('c'),
    UPDATE('u'),
    DELETE('d');

    private final char letter;

    Op(char letter) {
        this.letter = letter;
    }

    /** As in the member {@code op}. */
    public char letter() {
        return letter;
    }
}
