package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.FakeDataStreamStore;

class FakeDataStreamStoreTest extends DataStreamStoreContract {
    private final FakeDataStreamStore store = new FakeDataStreamStore();

    @Override
    DataStreamStore store() {
        return store;
    }
}
