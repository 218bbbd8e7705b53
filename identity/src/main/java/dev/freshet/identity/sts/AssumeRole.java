package dev.freshet.identity.sts;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.WireName;
import dev.freshet.identity.Identities;
import dev.freshet.identity.QueryWording;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.policy.AccessRequest;
import dev.freshet.identity.policy.ApplicablePolicies;
import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import dev.freshet.identity.policy.Evaluation;
import dev.freshet.identity.policy.Refusal;
import dev.freshet.identity.policy.Verdict;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionOwner;
import dev.freshet.identity.session.Sessions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives temporary credentials of a role to whom its trust policy lets have them.
 *
 * <p>AWS refuses the account's root here. Freshet does not, when the trust policy lets the account: its key is the one
 * that everybody starts with.
 */
final class AssumeRole implements Action<AssumeRole.Request, AssumeRole.Response> {
    /** When the caller is a role's session itself. */
    private static final Duration CHAINED_LONGEST = Duration.ofHours(1);

    private static final Duration DEFAULT_LENGTH = Duration.ofHours(1);

    public record Request(
            @Required @Length(min = StsShapes.MIN_ARN, max = StsShapes.MAX_ARN) @Pattern(StsShapes.ARN)
            String roleArn,

            @Required @Length(min = StsShapes.MIN_NAME, max = StsShapes.MAX_NAME) @Pattern(StsShapes.NAME)
            String roleSessionName,

            @Nullable List<PolicyArn> policyArns,

            @Length(min = 1) @Pattern(StsShapes.DOCUMENT) @Nullable
            String policy,

            @Range(min = StsShapes.MIN_SESSION_SECONDS, max = StsShapes.MAX_ROLE_SESSION_SECONDS) @Nullable
            Integer durationSeconds,

            @Length(max = StsShapes.MAX_TAGS) @Nullable List<SessionTag> tags,

            @Length(max = StsShapes.MAX_TAGS)
            @Each(min = 1, max = StsShapes.MAX_TAG_KEY, pattern = StsShapes.TAG_KEY)
            @Nullable
            List<String> transitiveTagKeys,

            @Length(min = 2, max = StsShapes.MAX_EXTERNAL_ID) @Pattern(StsShapes.EXTERNAL_ID) @Nullable
            String externalId,

            @Length(min = StsShapes.MIN_SERIAL_NUMBER, max = StsShapes.MAX_SERIAL_NUMBER)
            @Pattern(StsShapes.SERIAL_NUMBER)
            @Nullable
            String serialNumber,

            @Length(min = StsShapes.TOKEN_CODE_LENGTH, max = StsShapes.TOKEN_CODE_LENGTH)
            @Pattern(StsShapes.TOKEN_CODE)
            @Nullable
            String tokenCode,

            @Length(min = StsShapes.MIN_NAME, max = StsShapes.MAX_NAME) @Pattern(StsShapes.NAME) @Nullable
            String sourceIdentity,

            @Length(min = 1, max = 5) @Nullable List<ProvidedContext> providedContexts) {}

    /** What an identity provider vouches for; there is none here. */
    public record ProvidedContext(
            @Length(min = StsShapes.MIN_ARN, max = StsShapes.MAX_ARN) @Nullable
            String providerArn,

            @Length(min = 4, max = 2048) @Nullable String contextAssertion) {}

    /** A managed policy as session policy. */
    public record PolicyArn(
            @WireName("arn") @Length(min = StsShapes.MIN_ARN, max = StsShapes.MAX_ARN) @Nullable
            String arn) {}

    /** A tag of the session. */
    public record SessionTag(
            @Required @Length(min = 1, max = StsShapes.MAX_TAG_KEY) @Pattern(StsShapes.TAG_KEY)
            String key,

            @Required @Length(max = StsShapes.MAX_TAG_VALUE) @Pattern(StsShapes.TAG_VALUE)
            String value) {}

    public record Response(
            CredentialsView credentials,
            AssumedRoleUser assumedRoleUser,
            @Nullable Integer packedPolicySize,
            @Nullable String sourceIdentity) {}

    /** The session as a principal. */
    public record AssumedRoleUser(String assumedRoleId, String arn) {}

    private final Directory directory;
    private final Sessions sessions;
    private final Identities identities;

    AssumeRole(Directory directory, Sessions sessions, Identities identities) {
        this.directory = directory;
        this.sessions = sessions;
        this.identities = identities;
    }

    @Override
    public String name() {
        return "AssumeRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    /** The role's trust policy decides together with the caller's own, so {@link #handle} asks. */
    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.empty();
    }

    @Override
    public Response handle(Request request, Call call) {
        MultiFactor.refuse(request.serialNumber(), request.tokenCode());
        if (request.providedContexts() != null) {
            throw QueryWording.validation("ProvidedContexts needs an identity provider, and Freshet has none.");
        }
        RequestedSession requested = RequestedSession.of(request, identities.session(call.caller()));
        Role role = trustedRole(request, requested, call);
        Session session = sessions.open(
                new SessionOwner.OfRole(role.name(), role.id(), request.roleSessionName()),
                requested.scope(directory.entities()),
                call.time().truncatedTo(ChronoUnit.SECONDS),
                length(request, role, call));
        Principal.RoleSession assumed = new Principal.RoleSession(
                role.account(), role.path(), role.name(), role.id(), request.roleSessionName());
        return new Response(
                CredentialsView.of(session),
                new AssumedRoleUser(assumed.userId(), assumed.arn()),
                requested.packedSize(),
                session.scope().sourceIdentity().orElse(null));
    }

    /** A role that does not exist and one that does not trust the caller are refused alike, so nobody can probe. */
    private Role trustedRole(Request request, RequestedSession requested, Call call) {
        Optional<Role> role = directory.entities().roleByArn(request.roleArn());
        Map<String, List<String>> keys = new HashMap<>(requested.keys());
        keys.put("sts:RoleSessionName", List.of(request.roleSessionName()));
        if (request.externalId() != null) {
            keys.put("sts:ExternalId", List.of(request.externalId()));
        }
        role.ifPresent(found ->
                found.tags().values().forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value))));
        for (String action : requested.actions()) {
            AccessRequest asked = identities.request(call.caller(), new Permission(action, request.roleArn(), keys));
            if (role.isEmpty() || !isAllowed(role.get(), asked, call)) {
                throw new ApiException(
                        "AccessDenied", 403, Refusal.sentence(call.caller().arn(), asked));
            }
        }
        return role.orElseThrow();
    }

    private boolean isAllowed(Role role, AccessRequest asked, Call call) {
        ApplicablePolicies policies = identities.policies(call.caller()).with(OnResource.trust(role.trust()));
        return Evaluation.decide(policies, asked) instanceof Verdict.Allowed;
    }

    private static Duration length(Request request, Role role, Call call) {
        Duration length =
                request.durationSeconds() == null ? DEFAULT_LENGTH : Duration.ofSeconds(request.durationSeconds());
        if (call.caller() instanceof Principal.RoleSession && length.compareTo(CHAINED_LONGEST) > 0) {
            throw QueryWording.validation("The requested DurationSeconds exceeds the 1 hour session limit for roles"
                    + " assumed by role chaining.");
        }
        if (length.compareTo(role.maxSession()) > 0) {
            throw QueryWording.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return length;
    }
}
