package dev.freshet.app.attach;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code AttachDatabase}: makes a cluster of a database that others own, or says what keeps it from being one. */
public final class AttachDatabase implements Action<AttachDatabase.Request, AttachDatabase.Answer> {
    private final Attaching attaching;

    AttachDatabase(Attaching attaching) {
        this.attaching = attaching;
    }

    @Override
    public String name() {
        return "AttachDatabase";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("freshet:AttachDatabase", "*"));
    }

    @Override
    public Answer handle(Request request, Call call) {
        DatabaseAddress address = new DatabaseAddress(
                request.host,
                request.port,
                request.database,
                request.user,
                request.password,
                request.parameters == null ? Map.of() : request.parameters);
        return attaching.attach(request.name, address, request.fix != null && request.fix);
    }

    /** @param fix whether replica identities of tables that are there may be changed */
    public record Request(
            @Required @Length(min = 1, max = 256) @Pattern(NAME)
            String name,

            @Required @Length(min = 1) String host,
            @Required @Range(min = 1, max = 65_535) Integer port,
            @Required @Length(min = 1) String database,
            @Required @Length(min = 1) String user,
            @Required String password,
            @Nullable Map<String, String> parameters,
            @Nullable Boolean fix) {
        /** As a tag's value, which it becomes. */
        static final String NAME = "[a-zA-Z0-9_.:/=+\\-@]+";
    }

    /**
     * @param clusterIdentifier absent when the database was not attached, as a finding that BLOCKS says why
     * @param ddlWatch how new tables are found: EVENT_TRIGGER or POLLING
     * @param mended what was found first and is mended now
     */
    public record Answer(
            @Nullable String clusterIdentifier,
            String ddlWatch,
            List<FoundThing> findings,
            List<String> mended,
            int capturedTables) {}

    /** @param severity BLOCKS, LEAVES_OUT or LIMITS */
    public record FoundThing(String severity, String message, String remedy, boolean mendable) {}
}
