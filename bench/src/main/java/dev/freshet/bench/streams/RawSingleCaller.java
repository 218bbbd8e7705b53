package dev.freshet.bench.streams;

import java.util.Base64;

/** PutRecord of the same record by the same signed request. */
final class RawSingleCaller implements Server.Caller {
    private final RawConnection connection;
    private final byte[] request;

    RawSingleCaller(Endpoint endpoint, String dataStream, Batch batch) {
        Batch.Entry entry = batch.entries().getFirst();
        this.connection = new RawConnection(endpoint.uri().getPort());
        this.request = new SignedRequests(endpoint)
                .request(
                        "PutRecord",
                        "{\"StreamName\":\"" + dataStream + "\",\"PartitionKey\":\"" + entry.partitionKey()
                                + "\",\"Data\":\""
                                + Base64.getEncoder().encodeToString(entry.data()) + "\"}");
    }

    @Override
    public int call() {
        connection.exchange(request);
        return 1;
    }

    @Override
    public void close() {
        connection.close();
    }
}
