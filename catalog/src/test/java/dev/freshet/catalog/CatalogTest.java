package dev.freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.catalog.CatalogException.Kind;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Migrations PARCELS = new Migrations("parcels", "dev/freshet/catalog/parcels");
    private static final Migrations LETTERS = new Migrations("letters", "dev/freshet/catalog/letters");

    private final TestCatalog test = TestCatalog.fresh();
    private final Catalog catalog = test.open();

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void eachServicesSchemaIsMigrated() {
        catalog.migrate(List.of(PARCELS, LETTERS));
        catalog.useTransaction(handle -> {
            handle.execute("INSERT INTO parcels.parcels VALUES (1, 250, 'me')");
            handle.execute("INSERT INTO letters.letters VALUES (1)");
        });
        assertThat(count("parcels.parcels")).isEqualTo(1);
    }

    @Test
    void aSecondStartFindsNothingToDoWithoutFlyway() {
        catalog.migrate(List.of(PARCELS));
        // Without its history Flyway would refuse a schema that is not empty.
        test.database().execute("DROP TABLE parcels.flyway_schema_history");
        try (Catalog again = test.open()) {
            again.migrate(List.of(PARCELS));
        }
    }

    @Test
    void anOlderCatalogIsBroughtUpToDate() {
        catalog.migrate(List.of(PARCELS));
        test.database()
                .execute(
                        "ALTER TABLE parcels.parcels DROP COLUMN sender",
                        "DELETE FROM parcels.flyway_schema_history WHERE version = '2'",
                        "UPDATE migrated SET newest_version = 1, fingerprint = 'of version 1'");
        catalog.migrate(List.of(PARCELS));
        catalog.useTransaction(handle -> handle.execute("INSERT INTO parcels.parcels VALUES (1, 250, 'me')"));
    }

    @Test
    void aCatalogOfANewerProgramIsRefused() {
        catalog.migrate(List.of(PARCELS));
        test.database().execute("UPDATE migrated SET newest_version = 3, fingerprint = 'of version 3'");
        assertThatThrownBy(() -> catalog.migrate(List.of(PARCELS)))
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.NEWER_THAN_PROGRAM, CatalogException::kind)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("parcels has version 3", "knows 2", "Run the newer Freshet");
    }

    @Test
    void aCatalogOfANewerProgramThatCrashedWhileMigratingIsRefused() {
        catalog.migrate(List.of(PARCELS));
        test.database()
                .execute(
                        "INSERT INTO parcels.flyway_schema_history SELECT 3, '3', 'more', type, 'V3__more.sql', 7,"
                                + " installed_by, installed_on, 1, true FROM parcels.flyway_schema_history WHERE version = '2'",
                        "DELETE FROM migrated");
        assertThatThrownBy(() -> catalog.migrate(List.of(PARCELS)))
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.NEWER_THAN_PROGRAM, CatalogException::kind);
    }

    @Test
    void aMigrationThatWasChangedAfterItWasAppliedIsRefused() {
        catalog.migrate(List.of(PARCELS));
        test.database()
                .execute(
                        "UPDATE parcels.flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'",
                        "UPDATE migrated SET fingerprint = 'of another V1'");
        assertThatThrownBy(() -> catalog.migrate(List.of(PARCELS)))
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.MIGRATION_FAILED, CatalogException::kind);
    }

    @Test
    void aTransactionThatThrowsLeavesNothing() {
        catalog.migrate(List.of(LETTERS));
        assertThatThrownBy(() -> catalog.useTransaction(handle -> {
                    handle.execute("INSERT INTO letters.letters VALUES (1)");
                    throw new IllegalArgumentException("no stamp");
                }))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(count("letters.letters")).isZero();
    }

    @Test
    void aBrokenConstraintIsTheCallersToUnderstand() {
        catalog.migrate(List.of(LETTERS));
        assertThatThrownBy(() -> catalog.useTransaction(handle -> {
                    handle.execute("INSERT INTO letters.letters VALUES (1)");
                    handle.execute("INSERT INTO letters.letters VALUES (1)");
                }))
                .isInstanceOf(UnableToExecuteStatementException.class);
    }

    @Test
    void aReaderCannotWrite() {
        catalog.migrate(List.of(LETTERS));
        assertThatThrownBy(() -> catalog.read(handle -> handle.execute("INSERT INTO letters.letters VALUES (1)")))
                .hasMessageContaining("read-only");
        assertThat(count("letters.letters")).isZero();
    }

    /** Each reads the count and writes it: without serializable transactions and repetition, some would be lost. */
    @Test
    void transactionsThatCollideAreRepeatedUntilEachHasItsTurn() throws Exception {
        catalog.migrate(List.of(LETTERS));
        int writers = 8;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> catalog.useTransaction(handle -> {
                        long next = handle.createQuery("SELECT count(*) FROM letters.letters")
                                .mapTo(Long.class)
                                .one();
                        handle.execute("INSERT INTO letters.letters VALUES (?)", next);
                    })))
                    .toList();
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        assertThat(count("letters.letters")).isEqualTo(writers);
    }

    @Test
    void aCatalogThatIsNotThereIsSaidToBeAway() {
        CatalogAddress nowhere = new CatalogAddress("jdbc:postgresql://127.0.0.1:1/postgres", "freshet", "secret");
        assertThatThrownBy(() -> Catalog.open(nowhere))
                .asInstanceOf(type(CatalogException.class))
                .returns(Kind.AWAY, CatalogException::kind);
        assertThat(nowhere.toString()).doesNotContain("secret");
    }

    private long count(String table) {
        return catalog.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }
}
