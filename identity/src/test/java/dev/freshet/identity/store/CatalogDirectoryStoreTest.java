package dev.freshet.identity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.identity.entity.Change;
import dev.freshet.identity.entity.DirectoryStore;
import dev.freshet.identity.entity.Examples;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogDirectoryStoreTest extends DirectoryStoreContract {
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
    DirectoryStore store() {
        return new CatalogDirectoryStore(catalog);
    }

    @Test
    void changesAreMadeTogetherOrNotAtAll() {
        assertThatThrownBy(() -> store().write(List.of(
                        new Change.PutRole(Examples.role("writer")),
                        new Change.PutKey(Examples.key(Examples.user("nobody"), "AKIAEXAMPLE000000001")))))
                .isInstanceOf(JdbiException.class);
        assertThat(store().load().roles()).isEmpty();
    }

    @Test
    void aPolicyThatIsNoLongerUnderstoodStopsTheStart() {
        store().write(List.of(new Change.PutRole(Examples.role("writer"))));
        catalog.useTransaction(handle -> handle.execute("UPDATE iam.inline_policies SET document = '{}'"));
        assertThatThrownBy(() -> store().load())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AROAWRITER");
    }
}
