package dev.freshet.identity.policy;

import dev.freshet.gateway.AccountId;

/** Whom a {@code Principal} element names. */
sealed interface PrincipalPattern {
    Match match(Requester requester);

    /** How a principal is meant. */
    enum Match {
        NOT,
        /** Through its account: that account's own policies must allow it too. */
        BY_ACCOUNT,
        /** By name: nothing else is needed within the account. */
        BY_NAME
    }

    /** {@code "*"} and {@code {"AWS": "*"}}, which mean the same. */
    record Anyone() implements PrincipalPattern {
        @Override
        public Match match(Requester requester) {
            return Match.BY_NAME;
        }
    }

    /** {@code {"AWS": "123456789012"}} or the account's {@code :root}: everyone there whom the account lets. */
    record Account(AccountId account) implements PrincipalPattern {
        @Override
        public Match match(Requester requester) {
            return requester instanceof Requester.Identity identity
                            && identity.account().equals(account)
                    ? Match.BY_ACCOUNT
                    : Match.NOT;
        }
    }

    /** {@code {"AWS": arn}} of a user, a role or one session of a role. */
    record Named(String arn) implements PrincipalPattern {
        @Override
        public Match match(Requester requester) {
            return requester instanceof Requester.Identity identity
                            && identity.arns().contains(arn)
                    ? Match.BY_NAME
                    : Match.NOT;
        }
    }

    /** {@code {"Service": "dsql.amazonaws.com"}}; a star here is no wildcard. */
    record AwsService(String name) implements PrincipalPattern {
        @Override
        public Match match(Requester requester) {
            return requester instanceof Requester.AwsService service
                            && service.name().equals(name)
                    ? Match.BY_NAME
                    : Match.NOT;
        }
    }

    /** {@code Federated} and {@code CanonicalUser}: understood, so that documents can be kept, but nobody here is one. */
    record Elsewhere(String kind, String name) implements PrincipalPattern {
        @Override
        public Match match(Requester requester) {
            return Match.NOT;
        }
    }
}
