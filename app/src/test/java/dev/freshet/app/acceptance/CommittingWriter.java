package dev.freshet.app.acceptance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of its own, each statement a transaction, through every failure of the server: a commit that was not
 * answered is made again under a new version. Returns the versions whose commit was answered.
 */
final class CommittingWriter implements Callable<Set<RowVersion>> {
    static final String TABLE = "CREATE TABLE committed (id int PRIMARY KEY, version int NOT NULL, note text)";

    private static final int ROWS = 300;
    private static final int DELETE_EVERY = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Shell shell;
    private final int writer;
    private final int commits;
    private final CountDownLatch progress;
    private final Random random;
    private @Nullable Database database;

    CommittingWriter(Shell shell, int writer, int commits, CountDownLatch progress) {
        this.shell = shell;
        this.writer = writer;
        this.commits = commits;
        this.progress = progress;
        this.random = new Random(writer);
    }

    @Override
    public Set<RowVersion> call() throws SQLException {
        Set<RowVersion> acknowledged = new HashSet<>();
        int version = 0;
        while (acknowledged.size() < commits) {
            version++;
            RowVersion row = new RowVersion(writer * ROWS + random.nextInt(ROWS), version);
            if (commit(
                    "INSERT INTO committed VALUES (%d, %d, 'by writer %d') ON CONFLICT (id) DO UPDATE SET version = %d"
                            .formatted(row.id(), row.version(), writer, row.version()))) {
                acknowledged.add(row);
                progress.countDown();
            }
            if (version % DELETE_EVERY == 0) {
                commit("DELETE FROM committed WHERE id = " + (writer * ROWS + random.nextInt(ROWS)));
            }
        }
        if (database != null) {
            database.close();
        }
        return acknowledged;
    }

    private boolean commit(String statement) {
        try {
            connected().execute(statement);
            return true;
        } catch (SQLException e) {
            database = null;
            return false;
        }
    }

    private Database connected() {
        Database current = database;
        if (current == null) {
            current = Poll.value("the database takes connections", PATIENCE, () -> {
                try {
                    return java.util.Optional.of(Database.connect(shell));
                } catch (SQLException e) {
                    return java.util.Optional.empty();
                }
            });
            database = current;
        }
        return current;
    }
}
