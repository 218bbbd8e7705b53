package dev.freshet.catalog;

import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;

/**
 * A catalog on a database of its own, on the test JVM's PostgreSQL.
 *
 * <pre>
 * TestCatalog test = TestCatalog.fresh();
 * try (Catalog catalog = test.open()) { ... }
 * try (Catalog catalog = test.open()) { ... the same content, as after a restart ... }
 * </pre>
 */
public record TestCatalog(TestDatabase database) {
    /** An empty one. */
    public static TestCatalog fresh() {
        return new TestCatalog(TestPostgres.shared().freshDatabase());
    }

    public CatalogAddress address() {
        return new CatalogAddress(
                database.jdbcUrl(),
                database.superuser().user(),
                database.superuser().password());
    }

    /** Connects; the caller closes it. */
    public Catalog open() {
        return Catalog.open(address());
    }
}
