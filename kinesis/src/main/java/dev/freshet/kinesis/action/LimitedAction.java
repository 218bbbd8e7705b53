package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.limit.CallLimit;
import dev.freshet.kinesis.limit.OperationLimit;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** An operation that answers LimitExceededException when it is called too often. */
public final class LimitedAction<Q extends Record, A> implements Action<Q, A> {
    /** As many as there may be data streams; callers can name any number that there are not. */
    private static final int COUNTED_MAX = 10_000;

    private final Action<Q, A> action;
    private final OperationLimit limit;
    private final InstantSource clock;
    /** By what is counted, the longest unused first; guarded by itself. */
    private final LinkedHashMap<String, CallLimit> counted = new LinkedHashMap<>(16, 0.75f, true);

    private LimitedAction(Action<Q, A> action, OperationLimit limit, InstantSource clock) {
        this.action = action;
        this.limit = limit;
        this.clock = clock;
    }

    /** The action itself where AWS names no limit for it. */
    public static <Q extends Record, A> Action<Q, A> of(Action<Q, A> action, InstantSource clock) {
        return OperationLimit.of(action.name())
                .<Action<Q, A>>map(limit -> new LimitedAction<>(action, limit, clock))
                .orElse(action);
    }

    @Override
    public String name() {
        return action.name();
    }

    @Override
    public Class<Q> requestType() {
        return action.requestType();
    }

    @Override
    public Optional<Permission> permission(Q request, Call call) {
        return action.permission(request, call);
    }

    @Override
    public A handle(Q request, Call call) {
        String subject = switch (limit.scope()) {
            case ACCOUNT -> "account " + call.account();
            case DATA_STREAM -> dataStreamArn(request, call);
        };
        if (!callLimit(subject).tryCall(clock.millis())) {
            throw tooMany(subject);
        }
        return action.handle(request, call);
    }

    /** Permissions do not tell it for all: some are asked on a stream consumer, and some on everything. */
    private String dataStreamArn(Q request, Call call) {
        if (action instanceof DataStreamAction<?, ?> ofOne && request instanceof NamesDataStream named) {
            return ofOne.dataStreamArn(named, call);
        }
        String resource =
                action.permission(request, call).map(Permission::resource).orElse("*");
        return ConsumerArn.parse(resource).map(ConsumerArn::streamArn).orElse(resource);
    }

    private CallLimit callLimit(String subject) {
        synchronized (counted) {
            CallLimit found = counted.computeIfAbsent(subject, _ -> new CallLimit(limit.perSecond(), clock.millis()));
            if (counted.size() > COUNTED_MAX) {
                counted.remove(counted.firstEntry().getKey());
            }
            return found;
        }
    }

    private ApiException tooMany(String subject) {
        return KinesisErrors.limitExceeded("Rate exceeded for " + subject + ": " + name() + " can be called "
                + limit.perSecond() + " times per second.");
    }
}
