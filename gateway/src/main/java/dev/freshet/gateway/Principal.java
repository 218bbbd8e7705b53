package dev.freshet.gateway;

import java.util.Optional;

/** Who makes a call. */
public sealed interface Principal {
    AccountId account();

    /** As GetCallerIdentity prints it. */
    String arn();

    /** IAM's unique id of the caller, as GetCallerIdentity prints it. */
    String userId();

    /** The account itself: no policy limits it. */
    record Root(AccountId account) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":root";
        }

        @Override
        public String userId() {
            return account.value();
        }
    }

    /** An IAM user. {@code path} starts and ends with a slash. */
    record User(AccountId account, String path, String name, String id) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":user" + path + name;
        }

        @Override
        public String userId() {
            return id;
        }
    }

    /**
     * A session of a role: temporary credentials, or a service acting with the role.
     *
     * @param accessKeyId of the temporary credentials, which may carry less than the role; empty for a service
     */
    record RoleSession(
            AccountId account,
            String rolePath,
            String roleName,
            String roleId,
            String sessionName,
            Optional<String> accessKeyId)
            implements Principal {
        /** A service acting with the role. */
        public RoleSession(AccountId account, String rolePath, String roleName, String roleId, String sessionName) {
            this(account, rolePath, roleName, roleId, sessionName, Optional.empty());
        }

        /** The session's ARN; the role's path is not part of it. */
        @Override
        public String arn() {
            return "arn:aws:sts::" + account + ":assumed-role/" + roleName + "/" + sessionName;
        }

        public String roleArn() {
            return "arn:aws:iam::" + account + ":role" + rolePath + roleName;
        }

        @Override
        public String userId() {
            return roleId + ":" + sessionName;
        }
    }
}
