package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.AccountSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateAccountSettings.html">UpdateAccountSettings</a>.
 */
public final class UpdateAccountSettings implements Action<UpdateAccountSettings.Request, AccountSettingsAnswer> {
    private final AccountSettings accountSettings;

    public UpdateAccountSettings(AccountSettings accountSettings) {
        this.accountSettings = accountSettings;
    }

    /** Members in AWS's order. */
    public record Request(@Required @Nullable CommitmentInput minimumThroughputBillingCommitment) {}

    /** What the commitment is to be. */
    record CommitmentInput(
            @Required @OneOf(InputStatus.class) @Nullable String status) {}

    /** AWS's names. */
    enum InputStatus {
        ENABLED,
        DISABLED
    }

    @Override
    public String name() {
        return "UpdateAccountSettings";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("kinesis:UpdateAccountSettings", "*"));
    }

    @Override
    public AccountSettingsAnswer handle(Request request, Call call) {
        CommitmentInput wanted = Present.of(request.minimumThroughputBillingCommitment());
        switch (InputStatus.valueOf(Present.of(wanted.status()))) {
            case ENABLED -> accountSettings.enable();
            case DISABLED -> accountSettings.disable();
        }
        return AccountSettingsAnswer.of(accountSettings);
    }
}
