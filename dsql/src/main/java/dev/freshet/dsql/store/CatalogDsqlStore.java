package dev.freshet.dsql.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.Migrations;
import java.util.function.Function;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The control state in the catalog's schema {@code dsql}. */
public final class CatalogDsqlStore implements DsqlStore {
    /** What the catalog must be migrated with before this store is used. */
    public static final Migrations MIGRATIONS = new Migrations("dsql", "dev/freshet/dsql/migrations");

    private final Catalog catalog;

    public CatalogDsqlStore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public <T> T read(Function<DsqlState, T> question) {
        return catalog.read(handle -> question.apply(new CatalogDsqlState(handle)));
    }

    /** The table lock makes changes wait for one another, so that none has to be tried twice; readers do not wait. */
    @Override
    public <T> T change(Function<DsqlState, T> work) {
        return catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
            handle.execute("LOCK TABLE dsql.clusters IN SHARE ROW EXCLUSIVE MODE");
            return work.apply(new CatalogDsqlState(handle));
        });
    }
}
