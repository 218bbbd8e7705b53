package dev.freshet.kinesis.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Column types that JDBC does not know, both ways. */
final class Columns {
    private Columns() {}

    static Instant instant(ResultSet row, String column) throws SQLException {
        return optionalInstant(row, column).orElseThrow();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime timestamptz(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime timestamptz(Optional<Instant> time) {
        return time.map(Columns::timestamptz).orElse(null);
    }

    static List<Instant> instants(ResultSet row, String column) throws SQLException {
        Timestamp[] times = (Timestamp[]) array(row, column);
        return Arrays.stream(times).map(Timestamp::toInstant).toList();
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) array(row, column));
    }

    static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    static List<OffsetDateTime> timestamptzs(List<Instant> times) {
        return times.stream().map(Columns::timestamptz).toList();
    }
}
