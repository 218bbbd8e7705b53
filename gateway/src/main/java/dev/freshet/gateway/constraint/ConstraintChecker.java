package dev.freshet.gateway.constraint;

import dev.freshet.gateway.Violation;
import dev.freshet.gateway.Violation.Rule;
import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link Violation}s in a record and all it holds. Like AWS it stops at ten. The rules of a structure are read
 * from its annotations once.
 */
public final class ConstraintChecker {
    private static final int VIOLATIONS_MAX = 10;

    private final Map<Structure, List<MemberRules>> rulesByStructure = new ConcurrentHashMap<>();

    public List<Violation> check(Structure structure, Record record) {
        Findings findings = new Findings();
        structure(structure, record, Path.ROOT, findings);
        return findings.violations;
    }

    private void structure(Structure structure, Record record, Path path, Findings findings) {
        for (MemberRules rules : rulesByStructure.computeIfAbsent(structure, MemberRules::of)) {
            if (findings.full()) {
                return;
            }
            Member member = rules.member();
            Object value = member.valueIn(record);
            if (value == null) {
                if (rules.required()) {
                    findings.add(path.member(member), null, new Rule.Required());
                }
                continue;
            }
            for (MemberRules.Check check : rules.checks()) {
                Optional<Rule> broken = check.brokenBy(value);
                if (broken.isPresent()) {
                    findings.add(path.member(member), value, broken.get());
                }
            }
            if (!(member.shape() instanceof Shape.Scalar)) {
                parts(member.shape(), value, path.member(member), findings);
            }
        }
    }

    /** Looks into lists, maps and structures: their own members have rules too, and an element may be null. */
    private void parts(Shape shape, Object value, Path path, Findings findings) {
        switch (shape) {
            case Shape.Scalar _ -> {}
            case Shape.ListOf(Shape element) -> {
                int number = 1;
                for (Object item : (List<?>) value) {
                    part(element, item, path, number++, findings);
                }
            }
            case Shape.MapOf(Shape valueShape) -> {
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    part(valueShape, entry.getValue(), path, entry.getKey(), findings);
                }
            }
            case Structure structure -> structure(structure, (Record) value, path, findings);
        }
    }

    private void part(Shape shape, @Nullable Object item, Path path, Object key, Findings findings) {
        if (findings.full()) {
            return;
        }
        if (item == null) {
            findings.add(path.element(key), null, new Rule.Required());
        } else if (!(shape instanceof Shape.Scalar)) {
            parts(shape, item, path.element(key), findings);
        }
    }

    /** Where in the request we are; put into words only when something is wrong there. */
    private record Path(@Nullable Path parent, Object step) {
        static final Path ROOT = new Path(null, "");

        Path member(Member member) {
            String name = member.wireName();
            return new Path(this, Character.toLowerCase(name.charAt(0)) + name.substring(1));
        }

        /** AWS calls an element {@code 1.member}, counting from one, and a map's value {@code key.member}. */
        Path element(Object key) {
            return new Path(this, key + ".member");
        }

        String words() {
            if (parent == null) {
                return "";
            }
            String before = parent.words();
            return before.isEmpty() ? step.toString() : before + "." + step;
        }
    }

    private static final class Findings {
        private final List<Violation> violations = new ArrayList<>();

        boolean full() {
            return violations.size() >= VIOLATIONS_MAX;
        }

        void add(Path path, @Nullable Object value, Rule rule) {
            if (!full()) {
                Optional<String> printed = Optional.ofNullable(value).map(PrintedValue::of);
                violations.add(new Violation(path.words(), printed, rule));
            }
        }
    }
}
