package dev.freshet.gateway;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** IAM and STS by name and wire only, for the gateway's own tests. */
final class PracticeRoles {
    static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");

    private static final ErrorWording WORDING =
            violations -> new ApiException("ValidationError", 400, ViolationText.message(violations));

    private final List<Record> seen = Collections.synchronizedList(new ArrayList<>());

    Service iam() {
        return new Service(
                "iam",
                new WireProtocol.AwsQuery("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"),
                WORDING,
                List.of(
                        new Practice<>("CreateRole", CreateRoleRequest.class, this::createRole),
                        new Practice<>("DeleteRole", DeleteRoleRequest.class, this::deleteRole),
                        new Practice<>("ListRoles", ListRolesRequest.class, this::listRoles)));
    }

    Service sts() {
        return new Service(
                "sts",
                new WireProtocol.AwsQuery("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
                WORDING,
                List.of(new Practice<>("GetCallerIdentity", EmptyRequest.class, this::callerIdentity)));
    }

    List<Record> seen() {
        return List.copyOf(seen);
    }

    record EmptyRequest() {}

    record CallerIdentity(String userId, String account, String arn) {}

    private CallerIdentity callerIdentity(EmptyRequest request, Call call) {
        return new CallerIdentity(
                call.caller().userId(), call.account().value(), call.caller().arn());
    }

    record Tag(
            @Required @Length(min = 1) @Nullable String key,
            @Required @Nullable String value) {}

    record CreateRoleRequest(
            @Nullable String path,

            @Required @Pattern("[\\w+=,.@-]+") @Length(min = 1, max = 64) @Nullable
            String roleName,

            @Required @Nullable String assumeRolePolicyDocument,
            @Range(min = 3600, max = 43200) @Nullable Integer maxSessionDuration,
            @Length(max = 50) @Nullable List<Tag> tags) {}

    record Role(
            String path,
            String roleName,
            String roleId,
            String arn,
            Instant createDate,
            String assumeRolePolicyDocument,
            @Nullable String description,
            @Nullable List<Tag> tags) {}

    record CreateRoleAnswer(Role role) {}

    private CreateRoleAnswer createRole(CreateRoleRequest request, Call call) {
        seen.add(request);
        return new CreateRoleAnswer(new Role(
                "/",
                String.valueOf(request.roleName()),
                "AROAEXAMPLEEXAMPLE00",
                "arn:aws:iam::123456789012:role/" + request.roleName(),
                CREATED,
                String.valueOf(request.assumeRolePolicyDocument()),
                null,
                request.tags()));
    }

    record DeleteRoleRequest(@Required @Nullable String roleName) {}

    private NoOutput deleteRole(DeleteRoleRequest request, Call call) {
        if ("broken".equals(request.roleName())) {
            throw new IllegalStateException("Thrown on purpose by a test");
        }
        if ("absent".equals(request.roleName())) {
            throw new ApiException("NoSuchEntity", 404, "The role with name absent cannot be found.");
        }
        return NoOutput.NO_OUTPUT;
    }

    record ListRolesRequest(
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Range(min = 1, max = 1000) @Nullable Integer maxItems) {}

    record ListRolesAnswer(List<Role> roles, boolean isTruncated) {}

    private ListRolesAnswer listRoles(ListRolesRequest request, Call call) {
        return new ListRolesAnswer(List.of(), false);
    }

    /** An action made of a function; it asks for no permission. */
    record Practice<Q extends Record, A>(String name, Class<Q> requestType, BiFunction<Q, Call, A> handler)
            implements Action<Q, A> {
        @Override
        public Optional<Permission> permission(Q request, Call call) {
            return Optional.empty();
        }

        @Override
        public A handle(Q request, Call call) {
            return handler.apply(request, call);
        }
    }
}
