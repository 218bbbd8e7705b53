package dev.freshet.identity.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text of a policy that may hold policy variables: {@code ${aws:username}}, with a default {@code ${aws:PrincipalTag/team,
 * 'everyone'}}, and {@code ${*}}, {@code ${?}}, {@code ${$}} for these characters themselves (IAM User Guide, "Variables
 * and tags"). Without variables it is a {@link Glob} from the start, so that the common case costs nothing per request.
 */
final class Template {
    private final String text;
    private final List<Piece> pieces;
    private final Optional<Glob> fixed;

    private Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
        boolean hasVariables = pieces.stream().anyMatch(Piece.Variable.class::isInstance);
        this.fixed = hasVariables ? Optional.empty() : fill(ConditionKeys.NONE);
    }

    /** In version 2008-10-17 there are no variables, and {@code ${...}} is plain text. */
    static Template read(String text, PolicyVersion version) throws MalformedPolicyException {
        return new Template(
                text,
                switch (version) {
                    case V2008_10_17 -> List.of(new Piece.Pattern(text));
                    case V2012_10_17 -> pieces(text);
                });
    }

    /** The text with variables filled in; empty when one has no value and no default, so that it matches nothing. */
    Optional<Glob> resolve(ConditionKeys keys) {
        return fixed.isPresent() ? fixed : fill(keys);
    }

    private Optional<Glob> fill(ConditionKeys keys) {
        Glob.Builder glob = new Glob.Builder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Pattern(String pattern) -> glob.pattern(pattern);
                case Piece.Literal(String literal) -> glob.literal(literal);
                case Piece.Variable variable -> {
                    Optional<String> value = variable.value(keys);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    glob.literal(value.get());
                }
            }
        }
        return Optional.of(glob.build());
    }

    private static List<Piece> pieces(String text) throws MalformedPolicyException {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw MalformedPolicyException.syntax(
                        "'" + text + "' has a policy variable without its closing brace.");
            }
            pieces.add(new Piece.Pattern(text.substring(at, open)));
            pieces.add(variable(text.substring(open + 2, close), text));
            at = close + 1;
        }
        pieces.add(new Piece.Pattern(text.substring(at)));
        return pieces;
    }

    private static Piece variable(String inside, String text) throws MalformedPolicyException {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Piece.Literal(inside);
        }
        int comma = inside.indexOf(',');
        String key = (comma < 0 ? inside : inside.substring(0, comma)).strip();
        if (!key.contains(":")) {
            throw MalformedPolicyException.syntax("'" + text + "' has a policy variable that names no condition key.");
        }
        if (comma < 0) {
            return new Piece.Variable(new ConditionKey(key), Optional.empty());
        }
        String quoted = inside.substring(comma + 1).strip();
        if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
            throw MalformedPolicyException.syntax("The default in '" + text + "' stands in single quotes.");
        }
        return new Piece.Variable(new ConditionKey(key), Optional.of(quoted.substring(1, quoted.length() - 1)));
    }

    @Override
    public String toString() {
        return text;
    }

    private sealed interface Piece {
        record Pattern(String pattern) implements Piece {}

        record Literal(String literal) implements Piece {}

        record Variable(ConditionKey key, Optional<String> fallback) implements Piece {
            /** A key with several values has none to put into a text. */
            Optional<String> value(ConditionKeys keys) {
                List<String> values = keys.values(key);
                return values.size() == 1 ? Optional.of(values.getFirst()) : fallback;
            }
        }
    }
}
