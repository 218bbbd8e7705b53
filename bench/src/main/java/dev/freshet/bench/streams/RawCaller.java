package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.stream.Collectors;

/** Puts the same records by the same signed request. */
final class RawCaller implements Server.Caller {
    private static final Sought ALL_ACCEPTED = new Sought("\"FailedRecordCount\":0");

    private final RawConnection connection;
    private final byte[] request;
    private final int records;

    RawCaller(Endpoint endpoint, String dataStream, Batch batch) {
        this.connection = new RawConnection(endpoint.uri().getPort());
        this.request = new SignedRequests(endpoint).request("PutRecords", json(dataStream, batch));
        this.records = batch.entries().size();
    }

    private static String json(String dataStream, Batch batch) {
        return batch.entries().stream()
                .map(entry -> "{\"Data\":\"" + Base64.getEncoder().encodeToString(entry.data())
                        + "\",\"PartitionKey\":\"" + entry.partitionKey() + "\"}")
                .collect(Collectors.joining(",", "{\"StreamName\":\"" + dataStream + "\",\"Records\":[", "]}"));
    }

    @Override
    public int call() {
        byte[] answer = connection.exchange(request);
        if (!ALL_ACCEPTED.isIn(answer)) {
            throw new IllegalStateException("Records were refused: " + new String(answer, US_ASCII));
        }
        return records;
    }

    @Override
    public void close() {
        connection.close();
    }
}
