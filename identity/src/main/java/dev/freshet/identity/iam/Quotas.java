package dev.freshet.identity.iam;

/** AWS's default quotas of an account (IAM User Guide, "IAM and STS quotas"). Policies are counted without white space. */
final class Quotas {
    static final int ROLES = 1000;
    static final int USERS = 5000;
    static final int CUSTOMER_POLICIES = 1500;
    static final int ATTACHED_POLICIES = 10;
    static final int ACCESS_KEYS_PER_USER = 2;
    static final int TRUST_POLICY_LENGTH = 2048;
    static final int ROLE_POLICIES_LENGTH = 10_240;
    static final int USER_POLICIES_LENGTH = 2048;
    static final int MANAGED_POLICY_LENGTH = 6144;

    private Quotas() {}
}
