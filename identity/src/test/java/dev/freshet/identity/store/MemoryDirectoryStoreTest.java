package dev.freshet.identity.store;

import dev.freshet.identity.entity.DirectoryStore;
import dev.freshet.identity.entity.MemoryDirectoryStore;

class MemoryDirectoryStoreTest extends DirectoryStoreContract {
    private final DirectoryStore store = new MemoryDirectoryStore();

    @Override
    DirectoryStore store() {
        return store;
    }
}
