package dev.freshet.identity.policy;

import java.util.Optional;

/**
 * The operators that compare a key with values (IAM User Guide, "Condition operators"). A negated operator is its
 * positive partner's opposite, so both share one test. {@code Null}, which compares nothing, is {@link
 * Condition.Presence}.
 */
@SuppressWarnings("ImmutableEnumChecker") // The readers are functions without state.
enum ConditionOperator {
    STRING_EQUALS("StringEquals", false, TextTests::equal),
    STRING_NOT_EQUALS("StringNotEquals", true, TextTests::equal),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, TextTests::equalIgnoringCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, TextTests::equalIgnoringCase),
    STRING_LIKE("StringLike", false, TextTests::like),
    STRING_NOT_LIKE("StringNotLike", true, TextTests::like),

    NUMERIC_EQUALS("NumericEquals", false, OrderTests.number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, OrderTests.number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, OrderTests.number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, OrderTests.number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, OrderTests.number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, OrderTests.number(order -> order >= 0)),

    DATE_EQUALS("DateEquals", false, OrderTests.date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, OrderTests.date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, OrderTests.date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, OrderTests.date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, OrderTests.date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, OrderTests.date(order -> order >= 0)),

    BOOL("Bool", false, TextTests::truth),
    BINARY_EQUALS("BinaryEquals", false, TextTests::binary),
    IP_ADDRESS("IpAddress", false, AddressBlock::test),
    NOT_IP_ADDRESS("NotIpAddress", true, AddressBlock::test),

    ARN_EQUALS("ArnEquals", false, TextTests::arn),
    ARN_LIKE("ArnLike", false, TextTests::arn),
    ARN_NOT_EQUALS("ArnNotEquals", true, TextTests::arn),
    ARN_NOT_LIKE("ArnNotLike", true, TextTests::arn);

    private final String text;
    private final boolean negated;
    private final ValueTest.Reader reader;

    ConditionOperator(String text, boolean negated, ValueTest.Reader reader) {
        this.text = text;
        this.negated = negated;
        this.reader = reader;
    }

    static Optional<ConditionOperator> find(String text) {
        for (ConditionOperator operator : values()) {
            if (operator.text.equals(text)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    boolean negated() {
        return negated;
    }

    ValueTest.Reader reader() {
        return reader;
    }
}
