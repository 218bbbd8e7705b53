package dev.freshet.identity.policy;

/**
 * What a policy is attached to. It decides which elements a statement must and must not have, and how a refusal names
 * the policy (IAM User Guide, "Policies and permissions" and "Troubleshoot access denied error messages").
 */
public enum PolicyType {
    /** On a user or role. */
    IDENTITY_BASED("an identity-based policy", "identity-based policy", Element.PROHIBITED, Element.REQUIRED),
    /** The most that identity-based policies can give to a user or role. */
    PERMISSIONS_BOUNDARY("a permissions boundary", "permissions boundary", Element.PROHIBITED, Element.REQUIRED),
    /** Passed to AssumeRole: the most that the session gets of its role's permissions. */
    SESSION("a session policy", "session policy", Element.PROHIBITED, Element.REQUIRED),
    /** On a resource, such as a data stream or a key. */
    RESOURCE_BASED("a resource-based policy", "resource-based policy", Element.REQUIRED, Element.OPTIONAL),
    /** On a role: who may assume it. The role itself is the resource, so none is named. */
    ROLE_TRUST("a role trust policy", "role trust policy", Element.REQUIRED, Element.PROHIBITED);

    private final String withArticle;
    private final String words;
    private final Element principal;
    private final Element resource;

    PolicyType(String withArticle, String words, Element principal, Element resource) {
        this.withArticle = withArticle;
        this.words = words;
        this.principal = principal;
        this.resource = resource;
    }

    Element principal() {
        return principal;
    }

    Element resource() {
        return resource;
    }

    String withArticle() {
        return withArticle;
    }

    String words() {
        return words;
    }

    /** Whether statements of this type have an element. */
    enum Element {
        REQUIRED,
        OPTIONAL,
        PROHIBITED
    }
}
