package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStreams;
import java.util.Optional;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html">DescribeLimits</a>.
 */
public final class DescribeLimits implements Action<DescribeLimits.Request, DescribeLimits.Response> {
    private final DataStreams dataStreams;

    public DescribeLimits(DataStreams dataStreams) {
        this.dataStreams = dataStreams;
    }

    /** It has no members. */
    public record Request() {}

    /** What there is, and how much there may be. */
    public record Response(int shardLimit, int openShardCount, int onDemandStreamCount, int onDemandStreamCountLimit) {}

    @Override
    public String name() {
        return "DescribeLimits";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("kinesis:DescribeLimits", "*"));
    }

    @Override
    public Response handle(Request request, Call call) {
        return new Response(
                dataStreams.limits().shards(),
                dataStreams.openShardCount(),
                dataStreams.onDemandCount(),
                dataStreams.limits().onDemandDataStreams());
    }
}
