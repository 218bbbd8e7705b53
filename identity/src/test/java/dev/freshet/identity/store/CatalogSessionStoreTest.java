package dev.freshet.identity.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.identity.session.SessionStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CatalogSessionStoreTest extends SessionStoreContract {
    private Catalog catalog;

    @BeforeEach
    void open() {
        catalog = TestCatalog.fresh().open();
        catalog.migrate(List.of(IamSchema.MIGRATIONS));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Override
    SessionStore store() {
        return new CatalogSessionStore(catalog);
    }
}
