package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.Attachments;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation on a data stream or a stream consumer, named by its ARN; the caller needs the permission on that. */
abstract class ResourceAction<Q extends Record & ResourceAction.NamesResource, A> implements Action<Q, A> {
    private final Class<Q> requestType;
    private final Resources resources;

    ResourceAction(Class<Q> requestType, Resources resources) {
        this.requestType = requestType;
        this.resources = resources;
    }

    /** A request about one resource. */
    interface NamesResource {
        @Nullable
        String resourceARN();
    }

    @Override
    public final String name() {
        return getClass().getSimpleName();
    }

    @Override
    public final Class<Q> requestType() {
        return requestType;
    }

    @Override
    public final Optional<Permission> permission(Q request, Call call) {
        String arn = Present.of(request.resourceARN());
        Attachments attachments = resources.find(arn).map(Resource::attachments).orElse(Attachments.NONE);
        return Optional.of(new Permission(
                "kinesis:" + name(),
                arn,
                TagContext.of(attachments.tags(), requestTags(request)),
                attachments.policy()));
    }

    /** The tags that the request would give to the resource. */
    Map<String, String> requestTags(Q request) {
        return Map.of();
    }

    @Override
    public final A handle(Q request, Call call) {
        return handle(request, resources.require(Present.of(request.resourceARN())), call);
    }

    abstract A handle(Q request, Resource resource, Call call);
}
