package dev.freshet.app.attach;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Optional;

/** {@code DetachDatabase}: deletes an attached cluster and its CDC streams, and leaves nothing in the database. */
public final class DetachDatabase implements Action<DetachDatabase.Request, DetachDatabase.Answer> {
    private final Attaching attaching;

    DetachDatabase(Attaching attaching) {
        this.attaching = attaching;
    }

    @Override
    public String name() {
        return "DetachDatabase";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("freshet:DetachDatabase", "*"));
    }

    @Override
    public Answer handle(Request request, Call call) {
        return attaching.detach(request.name);
    }

    /** @param name its name, or its cluster's identifier */
    public record Request(@Required @Length(min = 1) String name) {}

    /**
     * @param detached false when it goes on in the background, as while the server does not answer
     * @param cdcStreams that were deleted with it
     * @param identities statements that put replica identities back
     */
    public record Answer(
            String clusterIdentifier, boolean detached, List<String> cdcStreams, List<String> identities) {}
}
