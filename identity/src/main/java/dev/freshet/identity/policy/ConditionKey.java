package dev.freshet.identity.policy;

import java.util.Locale;

/**
 * The name of something known of a request, such as {@code aws:SourceArn} or {@code aws:PrincipalTag/team}.
 *
 * <p>Names are equal regardless of case, but the part behind a slash names a tag and keeps the case of the tag (IAM
 * User Guide, "Condition").
 */
public record ConditionKey(String name) {
    public ConditionKey {
        int slash = name.indexOf('/');
        name = slash < 0
                ? name.toLowerCase(Locale.ROOT)
                : name.substring(0, slash).toLowerCase(Locale.ROOT) + name.substring(slash);
    }

    /** The tag's key when this is {@code prefix/tag}, such as {@code team} of {@code aws:PrincipalTag/team}. */
    public boolean isTagOf(ConditionKey prefix) {
        return name.length() > prefix.name.length()
                && name.charAt(prefix.name.length()) == '/'
                && name.startsWith(prefix.name);
    }

    /** The part behind the slash. */
    public String tag() {
        return name.substring(name.indexOf('/') + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
