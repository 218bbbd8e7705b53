package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.util.Map;
import java.util.Optional;

/** An operation on one data stream: the caller needs the permission of the operation's name on its ARN. */
abstract class DataStreamAction<Q extends Record & NamesDataStream, A> implements Action<Q, A> {
    private final Class<Q> requestType;
    private final DataStreams dataStreams;
    private final DataStreamAddress address;

    DataStreamAction(Class<Q> requestType, DataStreams dataStreams) {
        this.requestType = requestType;
        this.dataStreams = dataStreams;
        this.address = new DataStreamAddress(dataStreams.home());
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
    public Optional<Permission> permission(Q request, Call call) {
        return Optional.of(
                DataStreamPermission.of(dataStreams, name(), address.of(request, call), requestTags(request)));
    }

    final String dataStreamArn(NamesDataStream request, Call call) {
        return dataStreams.home().arn(address.of(request, call));
    }

    /** The tags that the request would give to a resource. */
    Map<String, String> requestTags(Q request) {
        return Map.of();
    }

    @Override
    public A handle(Q request, Call call) {
        return handle(request, address.of(request, call));
    }

    abstract A handle(Q request, DataStreamName name);
}
