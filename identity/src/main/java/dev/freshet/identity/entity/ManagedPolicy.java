package dev.freshet.identity.entity;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.policy.PolicyDocument;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy with a name of its own, which roles and users share.
 *
 * @param owner an account, or {@code aws} for those that AWS ships
 * @param path starts and ends with a slash
 * @param id {@code ANPA...}
 * @param versions by number, at most {@value #MAX_VERSIONS}
 * @param defaultVersion the one in force
 * @param lastVersion the highest number ever given, for numbers are not used again
 */
public record ManagedPolicy(
        String owner,
        String path,
        String name,
        String id,
        Instant created,
        Optional<String> description,
        SortedMap<Integer, Version> versions,
        int defaultVersion,
        int lastVersion,
        Tags tags) {
    public static final int MAX_VERSIONS = 5;

    public ManagedPolicy {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        if (!versions.containsKey(defaultVersion)) {
            throw new IllegalArgumentException("Policy " + name + " has no version v" + defaultVersion);
        }
    }

    /** One version of the document. */
    public record Version(int number, PolicyDocument document, Instant created) {
        public String id() {
            return "v" + number;
        }
    }

    public static ManagedPolicy create(
            AccountId account,
            String path,
            String name,
            String id,
            Instant created,
            Optional<String> description,
            PolicyDocument document,
            Tags tags) {
        Map<Integer, Version> first = Map.of(1, new Version(1, document, created));
        return new ManagedPolicy(
                account.value(), path, name, id, created, description, new TreeMap<>(first), 1, 1, tags);
    }

    public String arn() {
        return arn(owner, path, name);
    }

    public static String arn(String owner, String path, String name) {
        return "arn:aws:iam::" + owner + ":policy" + path + name;
    }

    /** Whether AWS ships it, so that the account can use but not change it. */
    public boolean isAwss() {
        return owner.equals("aws");
    }

    public Version inForce() {
        return version(defaultVersion).orElseThrow();
    }

    public Optional<Version> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    /** When the last version came to be. */
    public Instant updated() {
        return versions.sequencedValues().getLast().created();
    }

    public ManagedPolicy withVersion(PolicyDocument document, Instant at, boolean asDefault) {
        int number = lastVersion + 1;
        SortedMap<Integer, Version> more = new TreeMap<>(versions);
        more.put(number, new Version(number, document, at));
        return new ManagedPolicy(
                owner, path, name, id, created, description, more, asDefault ? number : defaultVersion, number, tags);
    }

    public ManagedPolicy withoutVersion(int number) {
        SortedMap<Integer, Version> fewer = new TreeMap<>(versions);
        fewer.remove(number);
        return new ManagedPolicy(owner, path, name, id, created, description, fewer, defaultVersion, lastVersion, tags);
    }

    public ManagedPolicy withDefault(int number) {
        return new ManagedPolicy(owner, path, name, id, created, description, versions, number, lastVersion, tags);
    }
}
