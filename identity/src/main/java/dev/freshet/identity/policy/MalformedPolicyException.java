package dev.freshet.identity.policy;

/**
 * A policy document that IAM would refuse with MalformedPolicyDocument. The message starts with AWS's own text; where
 * that only says that something is wrong, what and where follows.
 */
public final class MalformedPolicyException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPolicyException(String message) {
        super(message, null, false, false);
    }

    static MalformedPolicyException syntax(String detail) {
        return new MalformedPolicyException("Syntax errors in policy. " + detail);
    }

    /** The answer's text. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
