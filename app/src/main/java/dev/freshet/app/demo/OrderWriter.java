package dev.freshet.app.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a little shop busy: orders are placed, paid, and now and then removed. On a thread of its own until closed; a
 * failure ends it and waits in {@link #rethrowFailure}.
 */
final class OrderWriter implements AutoCloseable {
    static final String CREATE_TABLE =
            "CREATE TABLE IF NOT EXISTS demo_orders (id INT PRIMARY KEY, item TEXT, quantity INT, status TEXT)";

    private static final String PAY = "UPDATE demo_orders SET status = 'paid'"
            + " WHERE id = (SELECT min(id) FROM demo_orders WHERE status = 'placed')";
    private static final String REMOVE =
            "DELETE FROM demo_orders WHERE id = (SELECT min(id) FROM demo_orders WHERE status = 'paid')";
    private static final List<String> ITEMS = List.of("tea", "coffee", "honey", "bread", "butter", "plums");
    private static final int LARGEST_QUANTITY = 5;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final String DUPLICATE_KEY = "23505";

    private final Connection connection;
    private final RandomGenerator random;
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private final Thread thread;

    private OrderWriter(Connection connection, RandomGenerator random) {
        this.connection = connection;
        this.random = random;
        this.thread = Thread.ofVirtual().name("demo-order-writer").unstarted(this::writeUntilInterrupted);
    }

    /** Makes the table and begins. */
    static OrderWriter start(Stage stage) {
        Stage.Database database = stage.database();
        try {
            Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
            try (Statement statement = connection.createStatement()) {
                statement.execute(CREATE_TABLE);
            }
            OrderWriter writer = new OrderWriter(connection, stage.random());
            writer.thread.start();
            return writer;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The next id is found in the table, so that people can run the same statement beside us. */
    static String insert(String item, int quantity) {
        return "INSERT INTO demo_orders SELECT coalesce(max(id), 0) + 1, '" + item + "', " + quantity
                + ", 'placed' FROM demo_orders";
    }

    void rethrowFailure() {
        SQLException happened = failure.get();
        if (happened != null) {
            throw failed(happened);
        }
    }

    private void writeUntilInterrupted() {
        try {
            while (true) {
                execute(nextStatement());
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    /** More are placed than paid, and more paid than removed, so that each statement mostly finds a row. */
    private String nextStatement() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> insert(ITEMS.get(random.nextInt(ITEMS.size())), 1 + random.nextInt(LARGEST_QUANTITY));
            case 3, 4 -> PAY;
            default -> REMOVE;
        };
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            // Somebody beside us took the same id at the same moment; the next order will have another.
            if (!DUPLICATE_KEY.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static DemoException failed(SQLException e) {
        return new DemoException("Rows cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
