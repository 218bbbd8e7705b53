package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.NewDataStream;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.StreamSettings;
import dev.freshet.kinesis.datastream.Tags;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html">CreateStream</a>. */
public final class CreateStream implements Action<CreateStream.Request, NoOutput> {
    private final DataStreams dataStreams;
    private final AccountSettings accountSettings;

    public CreateStream(DataStreams dataStreams, AccountSettings accountSettings) {
        this.dataStreams = dataStreams;
        this.accountSettings = accountSettings;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Range(min = 1) @Nullable Integer shardCount,
            @Nullable StreamModeDetails streamModeDetails,

            @Length(min = 1, max = 200) @Each(min = 1, max = 128) @EachValue(max = 256) @Nullable
            Map<String, String> tags,

            @Range(min = 0) @Nullable Integer warmThroughputMiBps,

            @Range(min = StreamSettings.MAX_RECORD_KIB_MIN, max = StreamSettings.MAX_RECORD_KIB_MAX) @Nullable
            Integer maxRecordSizeInKiB) {}

    @Override
    public String name() {
        return "CreateStream";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permission("kinesis:CreateStream", request));
    }

    private Permission permission(String action, Request request) {
        return new Permission(
                action, dataStreams.home().arn(name(request)), TagContext.of(Tags.NONE, requestTags(request)));
    }

    private static Map<String, String> requestTags(Request request) {
        return request.tags() == null ? Map.of() : request.tags();
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        if (request.tags() != null
                && call.decide(permission("kinesis:AddTagsToStream", request))
                        instanceof Decision.Denied(var message)) {
            throw KinesisErrors.accessDenied(message);
        }
        StreamMode mode = mode(request);
        int maxRecordKib =
                request.maxRecordSizeInKiB() == null ? StreamSettings.MAX_RECORD_KIB_MIN : request.maxRecordSizeInKiB();
        int warm = warmThroughputMibps(request, mode);
        int shardCount = Math.max(shardCount(request, mode), warm);
        dataStreams.create(
                new NewDataStream(name(request), mode, shardCount, maxRecordKib, warm, Tags.of(requestTags(request))));
        return NoOutput.NO_OUTPUT;
    }

    private int warmThroughputMibps(Request request, StreamMode mode) {
        if (request.warmThroughputMiBps() == null) {
            return 0;
        }
        accountSettings.requireCommitment();
        if (mode != StreamMode.ON_DEMAND || request.warmThroughputMiBps() > Capacity.SHARDS_PER_DATA_STREAM_MAX) {
            throw KinesisErrors.validation("WarmThroughputMiBps is for streams in ON_DEMAND mode, up to "
                    + Capacity.SHARDS_PER_DATA_STREAM_MAX + ".");
        }
        return request.warmThroughputMiBps();
    }

    private static DataStreamName name(Request request) {
        return new DataStreamName(Present.of(request.streamName()));
    }

    private static StreamMode mode(Request request) {
        return request.streamModeDetails() == null
                ? StreamMode.PROVISIONED
                : StreamMode.valueOf(Present.of(request.streamModeDetails().streamMode()));
    }

    private static int shardCount(Request request, StreamMode mode) {
        Integer count = request.shardCount();
        return switch (mode) {
            case PROVISIONED -> {
                if (count == null) {
                    throw KinesisErrors.validation("ShardCount must be specified for a stream in PROVISIONED mode.");
                }
                yield count;
            }
            case ON_DEMAND -> {
                if (count != null) {
                    throw KinesisErrors.validation("ShardCount must not be specified for a stream in ON_DEMAND mode.");
                }
                yield NewDataStream.ON_DEMAND_SHARDS;
            }
        };
    }
}
