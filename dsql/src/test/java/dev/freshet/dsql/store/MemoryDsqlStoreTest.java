package dev.freshet.dsql.store;

class MemoryDsqlStoreTest extends DsqlStoreContract {
    private final MemoryDsqlStore store = new MemoryDsqlStore();

    @Override
    protected DsqlStore store() {
        return store;
    }

    @Override
    protected DsqlStore reopened() {
        return store;
    }
}
