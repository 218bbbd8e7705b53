package dev.freshet.pipeline;

import dev.freshet.cluster.ClusterException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Several sessions that change rows whatever happens to the server: a failed transaction is one whose outcome nobody knows,
 * and the next one is tried on a new connection.
 *
 * <p>Each transaction changes some rows of {@code items} and adds one to {@code journal}, both with its name; so the
 * journal tells which transactions were committed, and the items what they came to.
 */
public final class TrialWriters implements AutoCloseable {
    private static final int ITEMS_PER_WRITER = 40;
    private static final int LARGE_VALUE_CHARS = 150_000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 20;

    /** A session, as the role that owns the tables. */
    public record Login(Supplier<String> jdbcUrl, String user, String password) {
        Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl.get(), user, password);
        }
    }

    private final Login login;
    private final String suffix;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong committed = new AtomicLong();
    private final Set<String> rolledBack = ConcurrentHashMap.newKeySet();
    private volatile boolean writing;
    private int generation;

    /** @param suffix of the tables' names */
    public TrialWriters(Login login, String suffix) {
        this.login = login;
        this.suffix = suffix;
    }

    String items() {
        return "items" + suffix;
    }

    String journal() {
        return "journal" + suffix;
    }

    public void createTables() throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + items() + " (id int PRIMARY KEY, name text, bulk text)");
            statement.execute("CREATE TABLE " + journal() + " (name text PRIMARY KEY)");
        }
    }

    /**
     * Begins to write.
     *
     * @param pauseMillis between two transactions of one writer
     */
    public void start(int writers, int pauseMillis, long seed) {
        writing = true;
        generation++;
        for (int i = 0; i < writers; i++) {
            int writer = i;
            Random random = new Random(seed + i);
            threads.add(Thread.ofVirtual().name("writer-" + i).start(() -> write(writer, pauseMillis, random)));
        }
    }

    /** Returns when all have ended their last transaction. */
    public void stop() throws InterruptedException {
        writing = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    private void write(int writer, int pauseMillis, Random random) {
        long sequence = 0;
        while (writing) {
            try (Connection connection = login.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (writing) {
                    sequence++;
                    transaction(connection, statement, writer, sequence, random);
                    Thread.sleep(pauseMillis);
                }
            } catch (SQLException | ClusterException _) {
                pause();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void transaction(Connection connection, Statement statement, int writer, long sequence, Random random)
            throws SQLException {
        String name = generation + "." + writer + "." + sequence;
        boolean rollBack = random.nextInt(10) == 0;
        if (rollBack) {
            rolledBack.add(name);
        }
        int changes = random.nextInt(20) == 0 ? 200 : 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            statement.addBatch(change(writer, name, random));
        }
        statement.addBatch("INSERT INTO " + journal() + " VALUES ('" + name + "')");
        statement.executeBatch();
        if (rollBack) {
            connection.rollback();
        } else {
            connection.commit();
            committed.incrementAndGet();
        }
    }

    private String change(int writer, String name, Random random) {
        int id = writer * ITEMS_PER_WRITER + random.nextInt(ITEMS_PER_WRITER);
        return switch (random.nextInt(8)) {
            case 0, 1 -> "DELETE FROM " + items() + " WHERE id = " + id;
            // Without its value in the statement, so that the value out of line stays as it is.
            case 2, 3 -> "UPDATE " + items() + " SET name = '" + name + "' WHERE id = " + id;
            case 4 -> upsert(id, name, random.nextInt(6) == 0 ? LARGE_VALUE_CHARS : 3000);
            default -> upsert(id, name, 10);
        };
    }

    private String upsert(int id, String name, int bulk) {
        return "INSERT INTO " + items() + " VALUES (" + id + ", '" + name + "', repeat('" + name + " ', "
                + bulk / (name.length() + 1) + ")) ON CONFLICT (id) DO UPDATE"
                + " SET name = excluded.name, bulk = excluded.bulk";
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many transactions are known to be committed. */
    public long committed() {
        return committed.get();
    }

    boolean wasRolledBack(String name) {
        return rolledBack.contains(name);
    }

    /** The rows now: for each id the name and the bulk's hash. */
    public Map<Integer, RecordJudge.Item> itemsNow() throws SQLException {
        Map<Integer, RecordJudge.Item> rows = new TreeMap<>();
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, bulk FROM " + items())) {
            while (row.next()) {
                rows.put(row.getInt(1), RecordJudge.Item.of(row.getString(2), row.getString(3)));
            }
        }
        return rows;
    }

    /** The names of the transactions that are committed. */
    public Set<String> journalNow() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM " + journal())) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        writing = false;
        threads.forEach(Thread::interrupt);
    }
}
