package dev.freshet.bench.capture;

import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.Sessions;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/** The physical limit: the messages are read by the same driver and thrown away. */
final class RawRead implements Way {
    private static final int DATA_HEADER_BYTES = 25;

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public Reading read(PreparedLog log) throws SQLException {
        Reading.Clock clock = Reading.start();
        try (Connection connection = Sessions.openReplication(log.database());
                Statement statement = connection.createStatement()) {
            // Nothing is confirmed, so that the slot stays where it is.
            statement.execute("SET wal_sender_timeout = 0");
            CopyDual copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyDual("START_REPLICATION SLOT " + log.origin().slot() + " LOGICAL "
                            + log.checkpoint().position() + " (proto_version '1', publication_names '"
                            + OwnedDatabase.PUBLICATION + "', messages 'true')");
            return clock.stop(countRows(copy, log.end().value()));
        }
    }

    private static long countRows(CopyDual copy, long end) throws SQLException {
        long rows = 0;
        while (true) {
            byte[] message = copy.readFromCopy();
            if (message == null) {
                throw new IllegalStateException("The server ended the stream after " + rows + " rows");
            }
            if (message[0] != 'w') {
                continue;
            }
            switch (message[DATA_HEADER_BYTES]) {
                case 'I', 'U', 'D' -> rows++;
                case 'C' -> {
                    long endOfTransaction = ByteBuffer.wrap(message).getLong(DATA_HEADER_BYTES + 10);
                    if (Long.compareUnsigned(endOfTransaction, end) >= 0) {
                        return rows;
                    }
                }
                default -> {}
            }
        }
    }
}
