package dev.freshet.identity;

import dev.freshet.gateway.AccountId;

/** The access key of the account itself, made at the first start and kept in the home. */
public record RootKey(AccountId account, String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
        return "RootKey[" + accessKeyId + "]";
    }
}
