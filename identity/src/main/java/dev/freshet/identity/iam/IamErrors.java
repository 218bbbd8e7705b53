package dev.freshet.identity.iam;

import dev.freshet.gateway.ApiException;

/** IAM's errors in AWS's words (IAM API Reference, errors of each operation). */
final class IamErrors {
    private IamErrors() {}

    static ApiException noSuchRole(String name) {
        return noSuchEntity("The role with name " + name + " cannot be found.");
    }

    static ApiException noSuchUser(String name) {
        return noSuchEntity("The user with name " + name + " cannot be found.");
    }

    static ApiException noSuchPolicy(String arn) {
        return noSuchEntity("Policy " + arn + " was not found.");
    }

    static ApiException noSuchPolicyVersion(String arn, String version) {
        return noSuchEntity("Policy " + arn + " version " + version + " does not exist or is not attachable.");
    }

    static ApiException noSuchRolePolicy(String policy) {
        return noSuchEntity("The role policy with name " + policy + " cannot be found.");
    }

    static ApiException noSuchUserPolicy(String policy) {
        return noSuchEntity("The user policy with name " + policy + " cannot be found.");
    }

    static ApiException noSuchAccessKey(String id) {
        return noSuchEntity("The Access Key with id " + id + " cannot be found.");
    }

    static ApiException noSuchEntity(String message) {
        return new ApiException("NoSuchEntity", 404, message);
    }

    static ApiException alreadyExists(String message) {
        return new ApiException("EntityAlreadyExists", 409, message);
    }

    static ApiException inlinePoliciesLeft() {
        return deleteConflict("Cannot delete entity, must delete policies first.");
    }

    static ApiException attachedPoliciesLeft() {
        return deleteConflict("Cannot delete entity, must detach all policies first.");
    }

    static ApiException accessKeysLeft() {
        return deleteConflict("Cannot delete entity, must delete access keys first.");
    }

    static ApiException deleteConflict(String message) {
        return new ApiException("DeleteConflict", 409, message);
    }

    static ApiException quota(String name, int limit) {
        return limitExceeded("Cannot exceed quota for " + name + ": " + limit);
    }

    static ApiException limitExceeded(String message) {
        return new ApiException("LimitExceeded", 409, message);
    }

    static ApiException invalidInput(String message) {
        return new ApiException("InvalidInput", 400, message);
    }

    /** What belongs to AWS itself cannot be changed. */
    static ApiException accessDenied(String message) {
        return new ApiException("AccessDenied", 403, message);
    }
}
