package dev.freshet.bench.streams;

import java.util.Optional;

/** A running contender. */
public interface Server extends AutoCloseable {
    String name();

    ServerProcess process();

    /** Returns when it takes records. */
    void createDataStream(String dataStream, int shards);

    void deleteDataStream(String dataStream);

    /** Empty when the server does not speak this protocol. */
    Optional<Caller> caller(Client client, String dataStream);

    /** One record a call, the next when the last is answered. */
    Caller singleRecordCaller(String dataStream);

    /**
     * Reads all there is, shard after shard, from the beginning.
     *
     * @return how many records came
     */
    long readAll(String dataStream);

    @Override
    void close();

    /** One client with a connection of its own. */
    interface Caller extends AutoCloseable {
        /** @return how many records were accepted */
        int call();

        @Override
        void close();
    }
}
