package dev.freshet.identity.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.identity.entity.Change;
import dev.freshet.identity.entity.DirectoryStore;
import dev.freshet.identity.entity.Entities;
import java.util.List;

/** Entities in the catalog: an entity is written whole, its old rows replaced. */
public final class CatalogDirectoryStore implements DirectoryStore {
    private final Catalog catalog;

    public CatalogDirectoryStore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Entities load() {
        return catalog.read(handle -> new StoredEntities(handle).load());
    }

    @Override
    public void write(List<Change> changes) {
        catalog.useTransaction(handle -> {
            EntityRows rows = new EntityRows(handle);
            for (Change change : changes) {
                switch (change) {
                    case Change.PutRole put -> rows.put(put.role());
                    case Change.PutUser put -> rows.put(put.user());
                    case Change.PutPolicy put -> rows.put(put.policy());
                    case Change.PutKey put -> rows.put(put.key());
                    case Change.RemoveRole removed -> rows.remove(removed.role().id());
                    case Change.RemoveUser removed -> rows.remove(removed.user().id());
                    case Change.RemovePolicy removed ->
                        rows.remove(removed.policy().id());
                    case Change.RemoveKey removed ->
                        rows.removeKey(removed.key().id());
                }
            }
        });
    }
}
