package dev.freshet.identity.entity;

import dev.freshet.identity.policy.PolicyDocument;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a role or user is given.
 *
 * @param inline policies of its own, by name
 * @param attached ARNs of managed policies
 * @param boundaryArn the managed policy that limits the others
 */
public record Grants(
        SortedMap<String, PolicyDocument> inline, SortedSet<String> attached, Optional<String> boundaryArn) {
    public static final Grants NONE =
            new Grants(Collections.emptySortedMap(), Collections.emptySortedSet(), Optional.empty());

    public Grants {
        inline = Collections.unmodifiableSortedMap(new TreeMap<>(inline));
        attached = Collections.unmodifiableSortedSet(new TreeSet<>(attached));
    }

    public Grants withInline(String name, PolicyDocument document) {
        SortedMap<String, PolicyDocument> more = new TreeMap<>(inline);
        more.put(name, document);
        return new Grants(more, attached, boundaryArn);
    }

    public Grants withoutInline(String name) {
        SortedMap<String, PolicyDocument> fewer = new TreeMap<>(inline);
        fewer.remove(name);
        return new Grants(fewer, attached, boundaryArn);
    }

    public Grants withAttached(String policyArn) {
        SortedSet<String> more = new TreeSet<>(attached);
        more.add(policyArn);
        return new Grants(inline, more, boundaryArn);
    }

    public Grants withoutAttached(String policyArn) {
        SortedSet<String> fewer = new TreeSet<>(attached);
        fewer.remove(policyArn);
        return new Grants(inline, fewer, boundaryArn);
    }

    public Grants withBoundary(Optional<String> policyArn) {
        return new Grants(inline, attached, policyArn);
    }
}
