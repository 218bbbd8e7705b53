package dev.freshet.identity.policy;

import java.util.List;

/** One operator with one key and its values; a statement's conditions must all hold. */
public sealed interface Condition {
    boolean holds(ConditionKeys keys);

    /** The operator as the policy writes it, such as {@code ForAnyValue:StringLikeIfExists}. */
    String operator();

    ConditionKey key();

    /** The policy's values as written. */
    List<String> values();

    /** How values of the request count when there are several. */
    enum Quantifier {
        /** The key has one value. Should it have several, a positive operator needs one of them, a negated one all. */
        ONE,
        /** {@code ForAnyValue:} At least one value passes; an absent key does not. */
        ANY,
        /** {@code ForAllValues:} No value fails; so an absent key passes. */
        ALL
    }

    /**
     * The key's value held against the policy's values.
     *
     * @param ifExists an absent key passes
     * @param tests one for each of the policy's values; it is enough to pass one, and for a negated operator to pass none
     */
    record Comparison(
            String operator,
            Quantifier quantifier,
            ConditionOperator meaning,
            boolean ifExists,
            ConditionKey key,
            List<String> values,
            List<ValueTest> tests)
            implements Condition {
        public Comparison {
            values = List.copyOf(values);
            tests = List.copyOf(tests);
        }

        @Override
        public boolean holds(ConditionKeys keys) {
            List<String> actual = keys.values(key);
            if (actual.isEmpty()) {
                return ifExists || holdsWhenAbsent();
            }
            return switch (quantifier) {
                case ANY -> anyPasses(actual, keys);
                case ALL -> allPass(actual, keys);
                case ONE -> meaning.negated() ? allPass(actual, keys) : anyPasses(actual, keys);
            };
        }

        private boolean holdsWhenAbsent() {
            return switch (quantifier) {
                case ANY -> false;
                case ALL -> true;
                case ONE -> meaning.negated();
            };
        }

        private boolean anyPasses(List<String> actual, ConditionKeys keys) {
            return actual.stream().anyMatch(value -> passes(value, keys));
        }

        private boolean allPass(List<String> actual, ConditionKeys keys) {
            return actual.stream().allMatch(value -> passes(value, keys));
        }

        private boolean passes(String actual, ConditionKeys keys) {
            return tests.stream().anyMatch(test -> test.passes(actual, keys)) != meaning.negated();
        }
    }

    /**
     * {@code Null}: whether the key is there at all.
     *
     * @param absent any of them: true for "the key is absent", false for "the key is there"
     */
    record Presence(String operator, ConditionKey key, List<String> values, List<Boolean> absent) implements Condition {
        public Presence {
            values = List.copyOf(values);
            absent = List.copyOf(absent);
        }

        @Override
        public boolean holds(ConditionKeys keys) {
            return absent.contains(keys.values(key).isEmpty());
        }
    }
}
