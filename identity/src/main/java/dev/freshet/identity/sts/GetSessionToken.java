package dev.freshet.identity.sts;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionOwner;
import dev.freshet.identity.session.SessionScope;
import dev.freshet.identity.session.Sessions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a user, or the account itself, temporary credentials that may do the same. */
final class GetSessionToken implements Action<GetSessionToken.Request, GetSessionToken.Response> {
    private static final Duration USERS_DEFAULT = Duration.ofHours(12);

    /** What the account gets at most, however much it asks for. */
    private static final Duration ROOTS_LONGEST = Duration.ofHours(1);

    public record Request(
            @Range(min = StsShapes.MIN_SESSION_SECONDS, max = StsShapes.MAX_USER_SESSION_SECONDS) @Nullable
            Integer durationSeconds,

            @Length(min = StsShapes.MIN_SERIAL_NUMBER, max = StsShapes.MAX_SERIAL_NUMBER)
            @Pattern(StsShapes.SERIAL_NUMBER)
            @Nullable
            String serialNumber,

            @Length(min = StsShapes.TOKEN_CODE_LENGTH, max = StsShapes.TOKEN_CODE_LENGTH)
            @Pattern(StsShapes.TOKEN_CODE)
            @Nullable
            String tokenCode) {}

    public record Response(CredentialsView credentials) {}

    private final Sessions sessions;

    GetSessionToken(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "GetSessionToken";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.empty();
    }

    @Override
    public Response handle(Request request, Call call) {
        MultiFactor.refuse(request.serialNumber(), request.tokenCode());
        Optional<Duration> wanted =
                Optional.ofNullable(request.durationSeconds()).map(Duration::ofSeconds);
        Session session = sessions.open(
                owner(call), SessionScope.WHOLE, call.time().truncatedTo(ChronoUnit.SECONDS), length(wanted, call));
        return new Response(CredentialsView.of(session));
    }

    private static SessionOwner owner(Call call) {
        return switch (call.caller()) {
            case Principal.Root _ -> new SessionOwner.OfRoot();
            case Principal.User user -> new SessionOwner.OfUser(user.name(), user.id());
            case Principal.RoleSession _ ->
                throw new ApiException("AccessDenied", 403, "Cannot call GetSessionToken with session credentials");
        };
    }

    private static Duration length(Optional<Duration> wanted, Call call) {
        if (call.caller() instanceof Principal.Root) {
            return wanted.filter(length -> length.compareTo(ROOTS_LONGEST) < 0).orElse(ROOTS_LONGEST);
        }
        return wanted.orElse(USERS_DEFAULT);
    }
}
