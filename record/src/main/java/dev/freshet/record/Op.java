package dev.freshet.record;

/** What a transaction did to one row, all its statements taken together. */
public enum Op {
    CREATE('c'),
    UPDATE('u'),
    DELETE('d'),
    /**
     * An operation that a later version of the format may bring, and that no writer here writes. AWS's guide tells readers
     * to take what they do not know for an upsert of {@code after}.
     */
    UPSERT('?');

    private final char letter;

    Op(char letter) {
        this.letter = letter;
    }

    /** As in the member {@code op}. */
    public char letter() {
        return letter;
    }

    static Op of(String letter) {
        return switch (letter) {
            case "c" -> CREATE;
            case "u" -> UPDATE;
            case "d" -> DELETE;
            default -> UPSERT;
        };
    }
}
