package dev.freshet.bench.streams;

/** Reads shards by GetRecords in JSON, as much as a call gives. */
final class RawReader implements AutoCloseable {
    private static final Sought ITERATOR = new Sought("\"ShardIterator\":\"");
    private static final Sought NEXT = new Sought("\"NextShardIterator\":\"");
    private static final Sought RECORD = new Sought("\"SequenceNumber\":");

    private final RawConnection connection;
    private final SignedRequests requests;

    RawReader(Endpoint endpoint) {
        this.connection = new RawConnection(endpoint.uri().getPort());
        this.requests = new SignedRequests(endpoint);
    }

    /** Until an answer holds no record. */
    long readAll(String dataStream, String shard) {
        String iterator = ITERATOR.textBehind(connection.exchange(requests.request(
                "GetShardIterator",
                "{\"StreamName\":\"" + dataStream + "\",\"ShardId\":\"" + shard
                        + "\",\"ShardIteratorType\":\"TRIM_HORIZON\"}")));
        long records = 0;
        while (true) {
            byte[] answer =
                    connection.exchange(requests.request("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}"));
            int found = RECORD.countIn(answer);
            if (found == 0) {
                return records;
            }
            records += found;
            iterator = NEXT.textBehind(answer);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
