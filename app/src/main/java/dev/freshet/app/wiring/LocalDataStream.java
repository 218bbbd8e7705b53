package dev.freshet.app.wiring;

import dev.freshet.delivery.FailureKind;
import dev.freshet.delivery.Target;
import dev.freshet.delivery.TargetException;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.RoleAssumption.Assumed;
import dev.freshet.identity.RoleAssumption.Refused;
import dev.freshet.identity.ServiceRoles;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.PutEntry;
import java.util.List;
import java.util.Optional;

/**
 * A data stream of this Freshet as the target of a CDC stream: the way of a PutRecords call without HTTP. Each put
 * assumes the role and asks the policies anew, which costs no more than a look into memory; so a changed policy counts
 * from the next put on.
 */
public final class LocalDataStream implements Target {
    private static final String RESOURCE_PREFIX = "stream/";

    private final RoleSessions roles;
    private final Authorizer authorizer;
    private final Kinesis kinesis;
    private final KinesisTarget target;
    private final Arn cdcStream;

    public LocalDataStream(
            ServiceRoles roles, Authorizer authorizer, Kinesis kinesis, KinesisTarget target, Arn cdcStream) {
        this.roles = new RoleSessions(roles);
        this.authorizer = authorizer;
        this.kinesis = kinesis;
        this.target = target;
        this.cdcStream = cdcStream;
    }

    @Override
    public int maximumRecordBytes() {
        session();
        return dataStream().settings().maxRecordBytes();
    }

    @Override
    public List<PutOutcome> put(List<OutgoingRecord> records) {
        authorize(session());
        List<PutEntry> entries = records.stream()
                .map(record -> PutEntry.of(record.partitionKey(), record.data()))
                .toList();
        try {
            return kinesis.writer().put(dataStream().name(), entries).stream()
                    .map(LocalDataStream::outcome)
                    .toList();
        } catch (ApiException e) {
            throw new TargetException(kind(e), e.text(), e);
        }
    }

    private Principal session() {
        return switch (roles.assume(target.role(), cdcStream)) {
            case Assumed(Principal.RoleSession session) -> session;
            case Refused refused -> throw new TargetException(FailureKind.ROLE_REFUSED, refused.text());
        };
    }

    private void authorize(Principal session) {
        Permission permission =
                Permission.of("kinesis:PutRecords", target.dataStream().toString());
        switch (authorizer.decide(session, permission)) {
            case Decision.Allowed _ -> {}
            case Decision.Denied(String message) -> throw new TargetException(FailureKind.ACCESS_DENIED, message);
        }
    }

    private DataStream dataStream() {
        return find(kinesis.dataStreams(), target.dataStream())
                .orElseThrow(() -> new TargetException(
                        FailureKind.STREAM_NOT_FOUND, "The data stream " + target.dataStream() + " does not exist"));
    }

    /** A data stream that is being deleted is gone already; one that is being made is there. */
    static Optional<DataStream> find(DataStreams dataStreams, Arn arn) {
        if (!arn.resource().startsWith(RESOURCE_PREFIX)) {
            return Optional.empty();
        }
        try {
            DataStreamName name = new DataStreamName(arn.resource().substring(RESOURCE_PREFIX.length()));
            return Optional.of(dataStreams.describe(name))
                    .filter(found -> dataStreams.home().arn(name).equals(arn.toString()));
        } catch (IllegalArgumentException | ApiException _) {
            return Optional.empty();
        }
    }

    private static PutOutcome outcome(dev.freshet.kinesis.datastream.PutOutcome outcome) {
        return switch (outcome) {
            case dev.freshet.kinesis.datastream.PutOutcome.Accepted accepted ->
                new PutOutcome.Accepted(
                        accepted.shard().toString(), accepted.sequenceNumber().toString());
            case dev.freshet.kinesis.datastream.PutOutcome.Refused refused ->
                new PutOutcome.Refused(
                        switch (refused.reason()) {
                            case THROTTLED -> FailureKind.THROTTLED;
                            case INTERNAL_FAILURE -> FailureKind.UNAVAILABLE;
                        },
                        refused.message());
        };
    }

    private static FailureKind kind(ApiException e) {
        return switch (e.code()) {
            case "ResourceNotFoundException" -> FailureKind.STREAM_NOT_FOUND;
            case "ProvisionedThroughputExceededException", "LimitExceededException", "KMSThrottlingException" ->
                FailureKind.THROTTLED;
            case "AccessDeniedException" -> FailureKind.ACCESS_DENIED;
            case "ValidationException", "InvalidArgumentException" -> FailureKind.RECORD_TOO_LARGE;
            case String code when code.startsWith("KMS") -> FailureKind.KEY_REFUSED;
            default -> FailureKind.UNAVAILABLE;
        };
    }
}
