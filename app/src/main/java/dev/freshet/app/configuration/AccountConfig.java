package dev.freshet.app.configuration;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;

/** Which account in which region Freshet plays. */
public record AccountConfig(AccountId id, Region region) {
    public static final AccountId DEFAULT_ID = new AccountId("123456789012");
    public static final Region DEFAULT_REGION = new Region("us-east-1");

    static AccountConfig read(GivenSettings given) {
        return new AccountConfig(
                given.read(Setting.ACCOUNT, AccountId::new).orElse(DEFAULT_ID),
                given.read(Setting.REGION, Region::new).orElse(DEFAULT_REGION));
    }
}
