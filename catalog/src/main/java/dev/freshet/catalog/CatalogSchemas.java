package dev.freshet.catalog;

import dev.freshet.catalog.CatalogException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the services' schemas to the program's form.
 *
 * <p>Flyway does the work and keeps the history, one table per schema. It takes some hundred milliseconds to find out that
 * there is nothing to do, so a table of our own remembers the fingerprint of the migrations that were applied last, and
 * Flyway is asked only when the program's differ.
 */
final class CatalogSchemas {
    private final DataSource connections;
    private final Jdbi jdbi;
    private final ClassLoader loader = CatalogSchemas.class.getClassLoader();

    CatalogSchemas(DataSource connections, Jdbi jdbi) {
        this.connections = connections;
        this.jdbi = jdbi;
    }

    void migrate(List<Migrations> schemas) {
        Map<String, Applied> applied = jdbi.withHandle(CatalogSchemas::readApplied);
        List<Migrations> outdated = new ArrayList<>();
        for (Migrations schema : schemas) {
            MigrationFiles files = MigrationFiles.of(schema, loader);
            Optional<Applied> last = Optional.ofNullable(applied.get(schema.schema()));
            last.ifPresent(found -> refuseNewer(schema, found.newestVersion(), files));
            if (last.filter(found -> found.fingerprint().equals(files.fingerprint()))
                    .isEmpty()) {
                outdated.add(schema);
            }
        }
        sideBySide(outdated);
    }

    private record Applied(String schema, int newestVersion, String fingerprint) {}

    private static Map<String, Applied> readApplied(Handle handle) {
        handle.execute("""
                CREATE TABLE IF NOT EXISTS public.migrated (
                    schema text PRIMARY KEY,
                    newest_version integer NOT NULL,
                    fingerprint text NOT NULL)
                """);
        return handle
                .createQuery("SELECT schema, newest_version, fingerprint FROM public.migrated")
                .map((row, _) -> new Applied(row.getString(1), row.getInt(2), row.getString(3)))
                .stream()
                .collect(Collectors.toMap(Applied::schema, found -> found));
    }

    private void sideBySide(List<Migrations> schemas) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("migration-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (Migrations schema : schemas) {
                running.add(threads.submit(() -> apply(schema)));
            }
            for (Future<?> migration : running) {
                migration.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A migration threw what it cannot", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException(Kind.MIGRATION_FAILED, "Interrupted while the catalog was migrated.", e);
        }
    }

    private void apply(Migrations schema) {
        MigrationFiles files = MigrationFiles.of(schema, loader);
        try {
            Flyway flyway = Flyway.configure(loader)
                    .loggers("slf4j")
                    .dataSource(connections)
                    .schemas(schema.schema())
                    .locations("classpath:" + schema.location())
                    .failOnMissingLocations(true)
                    .load();
            // A crash may have come between Flyway's work and our note of it, so Flyway's own history counts too.
            MigrationInfo current = flyway.info().current();
            if (current != null && current.getVersion() != null) {
                refuseNewer(schema, current.getVersion().getMajor().intValueExact(), files);
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new CatalogException(
                    Kind.MIGRATION_FAILED,
                    "Schema " + schema.schema() + " of the catalog cannot be migrated: " + e.getMessage(),
                    e);
        }
        remember(schema, files);
    }

    private void remember(Migrations schema, MigrationFiles files) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO public.migrated (schema, newest_version, fingerprint)
                        VALUES (:schema, :version, :fingerprint)
                        ON CONFLICT (schema) DO UPDATE
                        SET newest_version = excluded.newest_version, fingerprint = excluded.fingerprint
                        """)
                .bind("schema", schema.schema())
                .bind("version", files.newestVersion())
                .bind("fingerprint", files.fingerprint())
                .execute());
    }

    private static void refuseNewer(Migrations schema, int applied, MigrationFiles files) {
        if (applied > files.newestVersion()) {
            throw new CatalogException(
                    Kind.NEWER_THAN_PROGRAM,
                    "A newer Freshet has written this catalog: schema " + schema.schema() + " has version " + applied
                            + ", and this program knows " + files.newestVersion()
                            + ". Run the newer Freshet, or choose another home.");
        }
    }
}
