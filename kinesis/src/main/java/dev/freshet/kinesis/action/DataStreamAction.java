package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.Home;
import java.util.Optional;

/** An operation on one data stream: the caller needs the permission of the operation's name on its ARN. */
abstract class DataStreamAction<Q extends Record & NamesDataStream, A> implements Action<Q, A> {
    private final Class<Q> requestType;
    private final Home home;
    private final DataStreamAddress address;

    DataStreamAction(Class<Q> requestType, Home home) {
        this.requestType = requestType;
        this.home = home;
        this.address = new DataStreamAddress(home);
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
        return Optional.of(Permission.of("kinesis:" + name(), home.arn(address.of(request, call))));
    }

    @Override
    public final A handle(Q request, Call call) {
        return handle(request, address.of(request, call));
    }

    abstract A handle(Q request, DataStreamName name);
}
