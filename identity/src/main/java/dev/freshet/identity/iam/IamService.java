package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.identity.QueryWording;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.UniqueIds;
import java.util.List;
import java.util.stream.Stream;

/** AWS Identity and Access Management: the operations, put together. */
public final class IamService {
    private static final WireProtocol PROTOCOL =
            new WireProtocol.AwsQuery("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");

    private IamService() {}

    public static Service of(Directory directory, UniqueIds ids) {
        List<Action<?, ?>> actions = Stream.of(roles(directory, ids), users(directory, ids), policies(directory, ids))
                .<Action<?, ?>>flatMap(List::stream)
                .toList();
        return new Service("iam", PROTOCOL, new QueryWording(), actions);
    }

    private static List<Action<?, ?>> roles(Directory directory, UniqueIds ids) {
        return List.of(
                new CreateRole(directory, ids),
                new GetRole(directory),
                new ListRoles(directory),
                new UpdateRole(directory),
                new UpdateAssumeRolePolicy(directory),
                new DeleteRole(directory),
                new TagRole(directory),
                new UntagRole(directory),
                new ListRoleTags(directory),
                new PutRolePolicy(directory),
                new GetRolePolicy(directory),
                new ListRolePolicies(directory),
                new DeleteRolePolicy(directory),
                new AttachRolePolicy(directory),
                new DetachRolePolicy(directory),
                new ListAttachedRolePolicies(directory),
                new PutRolePermissionsBoundary(directory),
                new DeleteRolePermissionsBoundary(directory));
    }

    private static List<Action<?, ?>> users(Directory directory, UniqueIds ids) {
        return List.of(
                new CreateUser(directory, ids),
                new GetUser(directory),
                new ListUsers(directory),
                new DeleteUser(directory),
                new TagUser(directory),
                new UntagUser(directory),
                new ListUserTags(directory),
                new PutUserPolicy(directory),
                new GetUserPolicy(directory),
                new ListUserPolicies(directory),
                new DeleteUserPolicy(directory),
                new AttachUserPolicy(directory),
                new DetachUserPolicy(directory),
                new ListAttachedUserPolicies(directory),
                new PutUserPermissionsBoundary(directory),
                new DeleteUserPermissionsBoundary(directory),
                new CreateAccessKey(directory, ids),
                new ListAccessKeys(directory),
                new UpdateAccessKey(directory),
                new DeleteAccessKey(directory));
    }

    private static List<Action<?, ?>> policies(Directory directory, UniqueIds ids) {
        return List.of(
                new CreatePolicy(directory, ids),
                new GetPolicy(directory),
                new ListPolicies(directory),
                new DeletePolicy(directory),
                new CreatePolicyVersion(directory),
                new GetPolicyVersion(directory),
                new ListPolicyVersions(directory),
                new DeletePolicyVersion(directory),
                new SetDefaultPolicyVersion(directory));
    }
}
