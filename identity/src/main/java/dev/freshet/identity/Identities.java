package dev.freshet.identity;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.Holder;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import dev.freshet.identity.policy.AccessRequest;
import dev.freshet.identity.policy.ApplicablePolicies;
import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import dev.freshet.identity.policy.ConditionKeys;
import dev.freshet.identity.policy.Evaluation;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.Refusal;
import dev.freshet.identity.policy.Requester;
import dev.freshet.identity.policy.Verdict;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionOwner;
import dev.freshet.identity.session.Sessions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who a key belongs to, and what whoever it is may do. Answers from memory alone, for it is asked before every call and
 * every put of delivery; what was changed counts from the next question on.
 */
public final class Identities implements AccessKeys, Authorizer {
    private static final Decision ALLOWED = new Decision.Allowed();

    private final RootKey rootKey;
    private final Directory directory;
    private final Sessions sessions;
    private final InstantSource clock;
    private final ResourcePolicies resourcePolicies = new ResourcePolicies();

    public Identities(RootKey rootKey, Directory directory, Sessions sessions, InstantSource clock) {
        this.rootKey = rootKey;
        this.directory = directory;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        if (accessKeyId.equals(rootKey.accessKeyId())) {
            return Optional.of(
                    new AccessKey(accessKeyId, rootKey.secretAccessKey(), Optional.empty(), Optional.empty(), root()));
        }
        return longTermKey(accessKeyId).or(() -> temporaryKey(accessKeyId));
    }

    private Optional<AccessKey> longTermKey(String accessKeyId) {
        Entities entities = directory.entities();
        return entities.key(accessKeyId)
                .filter(UserKey::active)
                .flatMap(key -> entities.ownerOf(key)
                        .map(user -> new AccessKey(
                                key.id(), key.secret(), Optional.empty(), Optional.empty(), principal(user))));
    }

    private Optional<AccessKey> temporaryKey(String accessKeyId) {
        return sessions.find(accessKeyId)
                .flatMap(session -> principal(session)
                        .map(principal -> new AccessKey(
                                session.accessKeyId(),
                                session.secret(),
                                Optional.of(session.token()),
                                Optional.of(session.expiration()),
                                principal)));
    }

    private Principal root() {
        return new Principal.Root(rootKey.account());
    }

    private static Principal principal(User user) {
        return new Principal.User(user.account(), user.path(), user.name(), user.id());
    }

    /** Nobody when the role or user is gone. */
    private Optional<Principal> principal(Session session) {
        Entities entities = directory.entities();
        return switch (session.owner()) {
            case SessionOwner.OfRoot _ -> Optional.of(root());
            case SessionOwner.OfUser(String name, String id) ->
                entities.user(name).filter(user -> user.id().equals(id)).map(Identities::principal);
            case SessionOwner.OfRole(String name, String id, String sessionName) ->
                entities.role(name)
                        .filter(role -> role.id().equals(id))
                        .map(role -> new Principal.RoleSession(
                                role.account(),
                                role.path(),
                                role.name(),
                                role.id(),
                                sessionName,
                                Optional.of(session.accessKeyId())));
        };
    }

    @Override
    public Decision decide(Principal principal, Permission permission) {
        if (principal instanceof Principal.Root) {
            return ALLOWED;
        }
        AccessRequest request = request(principal, permission);
        ApplicablePolicies own = policies(principal);
        ApplicablePolicies all = permission
                .resourcePolicy()
                .map(policy -> own.with(OnResource.shared(resourcePolicies.read(policy))))
                .orElse(own);
        return switch (Evaluation.decide(all, request)) {
            case Verdict.Allowed _ -> ALLOWED;
            case Verdict.ExplicitlyDenied denied ->
                new Decision.Denied(Refusal.explicit(principal.arn(), request, denied));
            case Verdict.NotAllowed missing -> new Decision.Denied(Refusal.implicit(principal.arn(), request, missing));
        };
    }

    @Override
    public Optional<String> faultOf(String resourcePolicy) {
        return resourcePolicies.faultOf(resourcePolicy);
    }

    /** What the principal asks, with all that is known of it. */
    public AccessRequest request(Principal principal, Permission permission) {
        Optional<AccountId> owner = owner(permission.resource(), principal.account());
        Optional<Session> session = session(principal);
        ConditionKeys known = new RequestKeys(principal, tags(principal, session), session, owner, clock.instant());
        return new AccessRequest(
                requester(principal),
                permission.action(),
                permission.resource(),
                owner,
                known.or(ConditionKeys.of(permission.context())));
    }

    /** Nearly always the principal's own account, which is quicker compared than read. */
    private static Optional<AccountId> owner(String resource, AccountId own) {
        Optional<String> account = Arn.parse(resource).map(Arn::account);
        if (account.isPresent() && account.get().equals(own.value())) {
            return Optional.of(own);
        }
        return account.filter(text -> text.matches("\\d{12}")).map(AccountId::new);
    }

    /** The policies of the principal; what is on the resource is for the caller to add. */
    public ApplicablePolicies policies(Principal principal) {
        Entities entities = directory.entities();
        Optional<? extends Holder> holder = holder(principal, entities);
        if (principal instanceof Principal.Root) {
            return ApplicablePolicies.of(List.of(PolicyDocument.EVERYTHING));
        }
        Grants grants = holder.map(Holder::grants).orElse(Grants.NONE);
        List<PolicyDocument> session =
                session(principal).map(one -> one.scope().policies()).orElse(List.of());
        return new ApplicablePolicies(
                documents(grants, entities),
                grants.boundaryArn().map(arn -> managed(arn, entities)),
                session,
                Optional.empty());
    }

    private static List<PolicyDocument> documents(Grants grants, Entities entities) {
        List<PolicyDocument> documents = new ArrayList<>(grants.inline().values());
        for (String arn : grants.attached()) {
            documents.add(managed(arn, entities));
        }
        return documents;
    }

    private static PolicyDocument managed(String arn, Entities entities) {
        ManagedPolicy policy = entities.policy(arn)
                .orElseThrow(() -> new IllegalStateException("Policy " + arn + " is attached but does not exist"));
        return policy.inForce().document();
    }

    /** Empty for the root, and for a role or user that was deleted since. */
    private static Optional<? extends Holder> holder(Principal principal, Entities entities) {
        return switch (principal) {
            case Principal.Root _ -> Optional.empty();
            case Principal.User user ->
                entities.user(user.name()).filter(found -> found.id().equals(user.id()));
            case Principal.RoleSession role ->
                entities.role(role.roleName()).filter(found -> found.id().equals(role.roleId()));
        };
    }

    /** The temporary credentials of a role that the principal came with. */
    public Optional<Session> session(Principal principal) {
        return switch (principal) {
            case Principal.RoleSession role -> role.accessKeyId().flatMap(sessions::find);
            case Principal.Root _, Principal.User _ -> Optional.empty();
        };
    }

    private Tags tags(Principal principal, Optional<Session> session) {
        Tags own = holder(principal, directory.entities()).map(Holder::tags).orElse(Tags.NONE);
        return session.map(one -> own.with(one.scope().tags().values())).orElse(own);
    }

    private static Requester requester(Principal principal) {
        return new Requester.Identity(
                principal.account(),
                switch (principal) {
                    case Principal.Root root -> List.of(root.arn());
                    case Principal.User user -> List.of(user.arn());
                    case Principal.RoleSession role -> List.of(role.roleArn(), role.arn());
                });
    }
}
