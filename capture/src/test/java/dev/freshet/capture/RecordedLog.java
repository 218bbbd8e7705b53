package dev.freshet.capture;

import dev.freshet.capture.database.Fence;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.record.ClusterId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The messages that a real server sent for some statements, as the plugin wrote them, and what a decoder needs beside. */
record RecordedLog(TransactionDecoder.Setup setup, List<byte[]> messages) {
    private static final int DATA_HEADER_BYTES = 25;
    private static final SlotName SLOT =
            new SlotName("freshet_recorded_" + ProcessHandle.current().pid());
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Runs the statements, each in a transaction of its own, on a fresh database. */
    static RecordedLog of(String... statements) throws SQLException, InterruptedException {
        TestDatabase database = TestPostgres.shared().freshDatabase();
        DatabaseAddress address = new DatabaseAddress(
                database.address().host(),
                database.address().port(),
                database.name(),
                database.superuser().user(),
                database.superuser().password());
        new OwnedDatabase(address).prepare();
        Lsn position = new ReplicationSlot(address, SLOT).create();
        try {
            Fence.raise(address, SLOT, 0);
            database.executeAsAdmin(statements);
            database.execute("SELECT pg_logical_emit_message(true, 'test', 'end')");
            return read(address, position);
        } finally {
            new ReplicationSlot(address, SLOT).drop();
        }
    }

    private static RecordedLog read(DatabaseAddress address, Lsn position) throws SQLException, InterruptedException {
        try (ReplicationConnection connection = ReplicationConnection.open(address)) {
            ServerIdentity server = connection.identify();
            TimelineHistory timelines = connection.timelineHistory(server.timeline());
            TransactionDecoder.Setup setup = new TransactionDecoder.Setup(
                    new ClusterId("kmabugltfmjdaj2siqr2qbxgju"),
                    "postgres",
                    SLOT,
                    Checkpoint.beforeFence(position, server),
                    server,
                    timelines,
                    notePrefix(connection.connection()));
            connection.start(SLOT, position);
            return new RecordedLog(setup, messages(connection));
        }
    }

    private static String notePrefix(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT freshet.note_prefix()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Up to the commit after the last statement. */
    private static List<byte[]> messages(ReplicationConnection connection) throws SQLException, InterruptedException {
        List<byte[]> messages = new ArrayList<>();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        boolean isLast = false;
        while (System.nanoTime() - deadline < 0) {
            byte[] message = connection.poll();
            if (message == null) {
                Thread.sleep(1);
            } else if (message[0] == 'w') {
                byte[] content = Arrays.copyOfRange(message, DATA_HEADER_BYTES, message.length);
                messages.add(content);
                isLast |= content[0] == 'M' && new String(content, StandardCharsets.UTF_8).endsWith("end");
                if (isLast && content[0] == 'C') {
                    return messages;
                }
            }
        }
        throw new AssertionError("Only " + messages.size() + " messages came within " + DEADLINE);
    }
}
