package dev.freshet.dsql.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CatalogDsqlStoreTest extends DsqlStoreContract {
    private final TestCatalog test = TestCatalog.fresh();
    private final Catalog catalog = test.open();
    private final Catalog afterRestart = test.open();

    @BeforeEach
    void migrate() {
        catalog.migrate(List.of(CatalogDsqlStore.MIGRATIONS));
    }

    @AfterEach
    void close() {
        afterRestart.close();
        catalog.close();
    }

    @Override
    protected DsqlStore store() {
        return new CatalogDsqlStore(catalog);
    }

    @Override
    protected DsqlStore reopened() {
        return new CatalogDsqlStore(afterRestart);
    }
}
