package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.AccountSettings;
import java.util.Optional;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeAccountSettings.html">DescribeAccountSettings</a>.
 */
public final class DescribeAccountSettings implements Action<DescribeAccountSettings.Request, AccountSettingsAnswer> {
    private final AccountSettings accountSettings;

    public DescribeAccountSettings(AccountSettings accountSettings) {
        this.accountSettings = accountSettings;
    }

    /** It has no members. */
    public record Request() {}

    @Override
    public String name() {
        return "DescribeAccountSettings";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("kinesis:DescribeAccountSettings", "*"));
    }

    @Override
    public AccountSettingsAnswer handle(Request request, Call call) {
        return AccountSettingsAnswer.of(accountSettings);
    }
}
