package dev.freshet.kinesis.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.kinesis.datastream.DataStreamStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CatalogDataStreamStoreTest extends DataStreamStoreContract {
    private final Catalog catalog = TestCatalog.fresh().open();

    @BeforeEach
    void migrate() {
        catalog.migrate(List.of(CatalogDataStreamStore.MIGRATIONS));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Override
    DataStreamStore store() {
        return new CatalogDataStreamStore(catalog);
    }
}
