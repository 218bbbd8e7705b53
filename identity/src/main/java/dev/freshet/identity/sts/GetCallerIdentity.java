package dev.freshet.identity.sts;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import java.util.Optional;

/** Says who the caller is. Needs no permission, and no policy can deny it. */
final class GetCallerIdentity implements Action<GetCallerIdentity.Request, GetCallerIdentity.Response> {
    public record Request() {}

    public record Response(String userId, String account, String arn) {}

    @Override
    public String name() {
        return "GetCallerIdentity";
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
        return new Response(
                call.caller().userId(), call.account().value(), call.caller().arn());
    }
}
