package dev.freshet.gateway.constraint;

import dev.freshet.gateway.Constraints;
import dev.freshet.gateway.Violation.Rule;
import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.schema.Structure;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the annotations of one member ask.
 *
 * @param checks in the order in which AWS reports them: pattern, lengths, bounds, enum, then those of elements
 */
record MemberRules(Member member, boolean required, List<Check> checks) {
    /** Answers the rule that a value breaks. The value is never null. */
    interface Check {
        Optional<Rule> brokenBy(Object value);
    }

    static List<MemberRules> of(Structure structure) {
        return structure.members().stream().map(MemberRules::of).toList();
    }

    private static MemberRules of(Member member) {
        List<Check> checks = new ArrayList<>();
        boolean scalar = member.shape() instanceof Scalar;
        List<Rule> elementRules = new ArrayList<>();
        Constraints.Length length = member.component().getAnnotation(Constraints.Length.class);
        int lengthMax = length == null ? Integer.MAX_VALUE : length.max();
        annotation(member, Constraints.Pattern.class).ifPresent(pattern -> {
            Rule rule = new Rule.Pattern(pattern.value());
            if (scalar) {
                checks.add(check(rule, unlessLongerThan(lengthMax, matches(pattern.value()))));
            } else {
                elementRules.add(rule);
            }
        });
        if (length != null) {
            lengths(length.min(), length.max()).forEach(rule -> checks.add(check(rule, holds(rule))));
        }
        annotation(member, Constraints.Range.class).ifPresent(range -> checks.addAll(bounds(range)));
        annotation(member, Constraints.OneOf.class).ifPresent(oneOf -> {
            Rule rule = new Rule.OneOf(names(oneOf.value()));
            if (scalar) {
                checks.add(check(rule, holds(rule)));
            } else {
                elementRules.add(rule);
            }
        });
        if (!elementRules.isEmpty()) {
            checks.add(each(elementRules, Rule.EachElement::new, value -> (Collection<?>) value));
        }
        annotation(member, Constraints.Each.class).ifPresent(each -> checks.add(eachPart(member, each)));
        annotation(member, Constraints.EachValue.class).ifPresent(each -> {
            List<Rule> rules = scalarRules(each.min(), each.max(), each.pattern());
            checks.add(each(rules, Rule.EachValue::new, value -> ((Map<?, ?>) value).values()));
        });
        return new MemberRules(
                member, annotation(member, Constraints.Required.class).isPresent(), checks);
    }

    private static <A extends Annotation> Optional<A> annotation(Member member, Class<A> type) {
        return Optional.ofNullable(member.component().getAnnotation(type));
    }

    private static Check check(Rule rule, Predicate<Object> holds) {
        Optional<Rule> broken = Optional.of(rule);
        return value -> holds.test(value) ? Optional.empty() : broken;
    }

    private static List<Check> bounds(Constraints.Range range) {
        List<Check> checks = new ArrayList<>();
        if (range.min() != Long.MIN_VALUE) {
            checks.add(check(new Rule.Minimum(range.min()), value -> number(value) >= range.min()));
        }
        if (range.max() != Long.MAX_VALUE) {
            checks.add(check(new Rule.Maximum(range.max()), value -> number(value) <= range.max()));
        }
        return checks;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Check eachPart(Member member, Constraints.Each each) {
        List<Rule> rules = scalarRules(each.min(), each.max(), each.pattern());
        return member.shape() instanceof Shape.MapOf
                ? each(rules, Rule.EachKey::new, value -> ((Map<?, ?>) value).keySet())
                : each(rules, Rule.EachElement::new, value -> (Collection<?>) value);
    }

    private static Check each(
            List<Rule> rules, Function<List<Rule>, Rule> named, Function<Object, Collection<?>> partsOf) {
        Optional<Rule> broken = Optional.of(named.apply(rules));
        List<Predicate<Object>> predicates =
                rules.stream().map(MemberRules::holds).toList();
        return value -> {
            for (Object part : partsOf.apply(value)) {
                // A null part is reported by its own path.
                if (part != null && !predicates.stream().allMatch(predicate -> predicate.test(part))) {
                    return broken;
                }
            }
            return Optional.empty();
        };
    }

    private static List<Rule> lengths(int min, int max) {
        List<Rule> rules = new ArrayList<>();
        if (min > 0) {
            rules.add(new Rule.MinimumLength(min));
        }
        if (max < Integer.MAX_VALUE) {
            rules.add(new Rule.MaximumLength(max));
        }
        return rules;
    }

    /** The rules of an element, in the order in which AWS lists them: longest, shortest, pattern. */
    private static List<Rule> scalarRules(int min, int max, String pattern) {
        List<Rule> rules = new ArrayList<>(lengths(min, max).reversed());
        if (!pattern.isEmpty()) {
            rules.add(new Rule.Pattern(pattern));
        }
        return rules;
    }

    private static Predicate<Object> holds(Rule rule) {
        return switch (rule) {
            case Rule.MinimumLength(int length) -> value -> length(value) >= length;
            case Rule.MaximumLength(int length) -> value -> length(value) <= length;
            case Rule.Pattern(String regularExpression) -> matches(regularExpression);
            case Rule.OneOf(List<String> values) -> value -> values.contains((String) value);
            case Rule.Required _,
                    Rule.Minimum _,
                    Rule.Maximum _,
                    Rule.EachElement _,
                    Rule.EachKey _,
                    Rule.EachValue _ -> throw new IllegalArgumentException("Not a rule of one scalar: " + rule);
        };
    }

    private static Predicate<Object> matches(String regularExpression) {
        java.util.regex.Pattern pattern = java.util.regex.Pattern.compile(regularExpression);
        return value -> pattern.matcher((String) value).matches();
    }

    /**
     * A string over its maximum length is reported for that alone, as AWS does; nor should a caller's megabytes meet a
     * regular expression that recurses.
     */
    private static Predicate<Object> unlessLongerThan(int lengthMax, Predicate<Object> holds) {
        return value -> length(value) > lengthMax || holds.test(value);
    }

    /** Characters are Unicode's, not those of Java. */
    private static int length(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case byte[] bytes -> bytes.length;
            case Collection<?> items -> items.size();
            case Map<?, ?> entries -> entries.size();
            default -> throw new IllegalArgumentException("No length has a " + value.getClass());
        };
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
