package dev.freshet.identity.policy;

/** AWS's sentence for a request that policies do not allow (IAM User Guide, "Troubleshoot access denied errors"). */
public final class Refusal {
    private Refusal() {}

    /** With the reason behind it. */
    public static String explicit(String callerArn, AccessRequest request, Verdict.ExplicitlyDenied verdict) {
        return sentence(callerArn, request) + " with an explicit deny in "
                + verdict.by().withArticle();
    }

    /** With the reason behind it. */
    public static String implicit(String callerArn, AccessRequest request, Verdict.NotAllowed verdict) {
        return sentence(callerArn, request) + " because no " + verdict.missing().words() + " allows the "
                + request.action() + " action";
    }

    /** Without a reason: STS says no more about AssumeRole, so that nobody can probe for roles. */
    public static String sentence(String callerArn, AccessRequest request) {
        return "User: " + callerArn + " is not authorized to perform: " + request.action() + " on resource: "
                + request.resource();
    }
}
