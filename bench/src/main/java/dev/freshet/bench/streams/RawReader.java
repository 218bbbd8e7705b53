package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Reads shards by GetRecords in JSON, as much as a call gives. */
final class RawReader implements AutoCloseable {
    private static final byte[] ITERATOR = "\"ShardIterator\":\"".getBytes(US_ASCII);
    private static final byte[] NEXT = "\"NextShardIterator\":\"".getBytes(US_ASCII);
    private static final byte[] RECORD = "\"SequenceNumber\":".getBytes(US_ASCII);

    private final RawConnection connection;
    private final SignedRequests requests;

    RawReader(Endpoint endpoint) {
        this.connection = new RawConnection(endpoint.uri().getPort());
        this.requests = new SignedRequests(endpoint);
    }

    /** Until an answer holds no record. */
    long readAll(String dataStream, String shard) {
        String iterator = Bytes.textAfter(
                connection.exchange(requests.request(
                        "GetShardIterator",
                        "{\"StreamName\":\"" + dataStream + "\",\"ShardId\":\"" + shard
                                + "\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")),
                ITERATOR);
        long records = 0;
        while (true) {
            byte[] answer =
                    connection.exchange(requests.request("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}"));
            int found = Bytes.count(answer, RECORD);
            if (found == 0) {
                return records;
            }
            records += found;
            iterator = Bytes.textAfter(answer, NEXT);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
