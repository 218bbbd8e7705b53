package dev.freshet.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.freshet.catalog.CatalogException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The store of control state: a PostgreSQL database in which each service has a schema of its own, with its own tables and
 * SQL. Services see JDBI's {@link Handle}; they name tables with their schema ({@code kinesis.data_streams}).
 *
 * <p>Exceptions that a callback throws roll back and come out as they are; {@link CatalogException} says what the catalog
 * itself could not do. Thread-safe.
 */
public final class Catalog implements AutoCloseable {
    /** Control state is small and its transactions short; each connection is a process of the server. */
    private static final int CONNECTIONS_MAX = 10;

    /** Longer than the server takes to come back after a crash, so that callers then wait instead of failing. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private final HikariDataSource connections;
    private final Jdbi jdbi;

    private Catalog(HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(this::livingConnection);
    }

    /** Connects; fails with {@link Kind#AWAY} when nobody answers there, or not to this login. */
    public static Catalog open(CatalogAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.addDataSourceProperty("ApplicationName", "freshet-catalog");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            return new Catalog(new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw new CatalogException(
                    Kind.AWAY, "The catalog of " + address + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Brings schemas to the form this program knows. Each is a service's: its migrations are the files
     * {@code V<number>__<what>.sql} in the location. Those already there as they should be cost one query for all; the
     * others run side by side.
     */
    public void migrate(List<Migrations> schemas) {
        translating(() -> new CatalogSchemas(connections, jdbi).migrate(schemas));
    }

    /** The same for one schema. */
    public void migrate(String schema, String location) {
        migrate(List.of(new Migrations(schema, location)));
    }

    /**
     * Runs the callback in a serializable transaction, and again from the beginning when another was in its way: it must
     * do nothing but read and write through the handle.
     */
    public <R, X extends Exception> R inTransaction(HandleCallback<R, X> work) throws X {
        return inTransaction(TransactionIsolationLevel.SERIALIZABLE, work);
    }

    /** The same without a result. */
    public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        inTransaction(work.asCallback());
    }

    /**
     * The same at another level. {@link TransactionIsolationLevel#READ_COMMITTED} suits frequent writes of single rows,
     * which in small tables would otherwise collide with their neighbours.
     */
    public <R, X extends Exception> R inTransaction(TransactionIsolationLevel level, HandleCallback<R, X> work)
            throws X {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(level, work);
            } catch (RuntimeException e) {
                switch (TransactionPolicy.failureOf(e)) {
                    case COLLISION -> pauseOrGiveUp(attempt, e);
                    case AWAY -> throw away(e);
                    case OTHER -> throw e;
                }
            }
        }
    }

    /** Runs the callback on one snapshot of the catalog; it cannot write. */
    public <R, X extends Exception> R read(HandleCallback<R, X> work) throws X {
        return inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            return work.withHandle(handle);
        });
    }

    /** Closes all connections; transactions that run are cut off. */
    @Override
    public void close() {
        connections.close();
    }

    /**
     * The pool looks after a connection only when it lay idle for a while; the server may have restarted since. Asking each
     * time costs one trip on loopback and spares every caller a failure that is none.
     */
    private Connection livingConnection() throws SQLException {
        while (true) {
            Connection connection = connections.getConnection();
            if (connection.isValid(VALIDATION_TIMEOUT_SECONDS)) {
                return connection;
            }
            connections.evictConnection(connection);
        }
    }

    private static void pauseOrGiveUp(int failedAttempts, RuntimeException e) {
        if (failedAttempts >= TransactionPolicy.ATTEMPTS_MAX) {
            throw new CatalogException(
                    Kind.CONTENDED, "A transaction in the catalog collided " + failedAttempts + " times.", e);
        }
        try {
            Thread.sleep(TransactionPolicy.pauseAfter(failedAttempts));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CatalogException(
                    Kind.CONTENDED, "Interrupted between two attempts of a transaction.", interrupted);
        }
    }

    private static void translating(Runnable work) {
        try {
            work.run();
        } catch (JdbiException e) {
            throw TransactionPolicy.failureOf(e) == TransactionPolicy.Failure.AWAY ? away(e) : e;
        }
    }

    private static CatalogException away(RuntimeException e) {
        return new CatalogException(Kind.AWAY, "The catalog's server does not answer: " + e.getMessage(), e);
    }
}
