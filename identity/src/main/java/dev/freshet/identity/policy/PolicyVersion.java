package dev.freshet.identity.policy;

/** The version of the language that a document asks for, not of the document. */
enum PolicyVersion {
    /** The default when {@code Version} is left out; {@code ${...}} is plain text. */
    V2008_10_17("2008-10-17"),
    /** With policy variables. */
    V2012_10_17("2012-10-17");

    private final String text;

    PolicyVersion(String text) {
        this.text = text;
    }

    static PolicyVersion read(String text) throws MalformedPolicyException {
        for (PolicyVersion version : values()) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        throw MalformedPolicyException.syntax("Version is 2012-10-17 or 2008-10-17, not '" + text + "'.");
    }
}
