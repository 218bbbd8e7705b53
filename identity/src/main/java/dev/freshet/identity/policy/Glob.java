package dev.freshet.identity.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Text in which some characters are wildcards: {@code *} stands for any run of characters, an empty one too, {@code ?}
 * for any one. Which of them are wildcards is marked beside the text, because a value put in for a policy variable may
 * hold a star that means itself.
 */
final class Glob {
    private final String text;
    private final BitSet wildcards;

    private Glob(String text, BitSet wildcards) {
        this.text = text;
        this.wildcards = wildcards;
    }

    /** Every {@code *} and {@code ?} is a wildcard. */
    static Glob of(String text) {
        return new Builder().pattern(text).build();
    }

    /** The characters alone, wildcards or not. */
    String text() {
        return text;
    }

    boolean matches(String value) {
        return wildcards.isEmpty() ? text.equals(value) : matches(value, false);
    }

    boolean matchesIgnoringCase(String value) {
        return wildcards.isEmpty() ? text.equalsIgnoreCase(value) : matches(value, true);
    }

    /** Goes back to the last star only, so a hostile pattern costs at most length times length. */
    private boolean matches(String value, boolean ignoringCase) {
        int at = 0;
        int valueAt = 0;
        int star = -1;
        int starValueAt = -1;
        while (valueAt < value.length()) {
            if (isStar(at)) {
                star = at++;
                starValueAt = valueAt;
            } else if (accepts(at, value.charAt(valueAt), ignoringCase)) {
                at++;
                valueAt++;
            } else if (star >= 0) {
                at = star + 1;
                valueAt = ++starValueAt;
            } else {
                return false;
            }
        }
        while (isStar(at)) {
            at++;
        }
        return at == text.length();
    }

    private boolean isStar(int at) {
        return at < text.length() && text.charAt(at) == '*' && wildcards.get(at);
    }

    private boolean accepts(int at, char character, boolean ignoringCase) {
        if (at >= text.length()) {
            return false;
        }
        char wanted = text.charAt(at);
        return wildcards.get(at)
                || wanted == character
                || (ignoringCase && Character.toLowerCase(wanted) == Character.toLowerCase(character));
    }

    /** The parts between separators, at most {@code limit}; the last one keeps its separators. */
    List<Glob> split(char separator, int limit) {
        List<Glob> parts = new ArrayList<>(limit);
        int start = 0;
        while (parts.size() < limit - 1) {
            int end = text.indexOf(separator, start);
            if (end < 0) {
                break;
            }
            parts.add(part(start, end));
            start = end + 1;
        }
        parts.add(part(start, text.length()));
        return parts;
    }

    private Glob part(int start, int end) {
        return new Glob(text.substring(start, end), wildcards.get(start, end));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Puts a glob together from pieces. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final BitSet wildcards = new BitSet();

        Builder pattern(String piece) {
            for (int i = 0; i < piece.length(); i++) {
                char character = piece.charAt(i);
                if (character == '*' || character == '?') {
                    wildcards.set(text.length());
                }
                text.append(character);
            }
            return this;
        }

        Builder literal(String piece) {
            text.append(piece);
            return this;
        }

        Glob build() {
            return new Glob(text.toString(), wildcards);
        }
    }
}
