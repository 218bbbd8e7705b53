package dev.freshet.gateway;

import java.io.IOException;

/**
 * The answer of an operation that goes on, such as SubscribeToShard: an {@link Action} returns one after all its checks,
 * and the gateway calls {@link #sendTo} on the request's own thread once the client has been told that the call went well.
 */
public interface EventStream {
    /**
     * Sends events until there are no more; the return ends the answer. An {@link ApiException} becomes the stream's
     * last message.
     *
     * @throws IOException when the client is gone
     */
    void sendTo(Events events) throws IOException, InterruptedException;

    /** The way to the client. */
    interface Events {
        /**
         * Sends one event at once.
         *
         * @param type its member's name in the stream's shape, such as {@code SubscribeToShardEvent}
         * @throws IOException when the client is gone
         */
        void send(String type, Record event) throws IOException;
    }
}
