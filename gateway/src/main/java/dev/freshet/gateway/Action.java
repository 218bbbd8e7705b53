package dev.freshet.gateway;

import java.util.Optional;

/**
 * One operation of an AWS API: what it is called, what it takes, what the caller must be allowed, and what it does.
 *
 * <p>{@code Q} is a record whose components are the wire members in lower camel case ({@code streamName} for Kinesis's
 * {@code StreamName}); absent members are null, so components are {@code @Nullable} unless marked {@link
 * Constraints.Required}. The gateway decodes and checks it before {@link #permission} and {@link #handle} see it.
 * {@code A} is a record written the same way, or {@link NoOutput}, or (AWS JSON only) an {@link EventStream}.
 */
public interface Action<Q extends Record, A> {
    /** The operation's wire name, such as {@code CreateStream}. */
    String name();

    Class<Q> requestType();

    /** What the gateway asks of the {@link Authorizer} before {@link #handle}; empty where no permission is needed. */
    Optional<Permission> permission(Q request, Call call);

    /** Does it. Throws {@link ApiException} for whatever the caller did wrong. */
    A handle(Q request, Call call);
}
