package dev.freshet.pipeline;

class MemoryCheckpointStoreTest extends CheckpointStoreContract {
    private final CheckpointStore store = new MemoryCheckpointStore();

    @Override
    protected CheckpointStore store() {
        return store;
    }
}
