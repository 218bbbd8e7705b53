package dev.freshet.pipeline;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class CatalogCheckpointStoreTest extends CheckpointStoreContract {
    private final Catalog catalog = migrated();

    private static Catalog migrated() {
        Catalog catalog = TestCatalog.fresh().open();
        catalog.migrate(List.of(CatalogCheckpointStore.MIGRATIONS));
        return catalog;
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Override
    protected CheckpointStore store() {
        return new CatalogCheckpointStore(catalog);
    }
}
