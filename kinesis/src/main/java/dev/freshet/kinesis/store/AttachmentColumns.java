package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.Attachments;
import dev.freshet.kinesis.datastream.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns that data streams and consumers share: {@code tag_keys}, {@code tag_values}, {@code resource_policy}. */
final class AttachmentColumns {
    private AttachmentColumns() {}

    static Attachments read(ResultSet row) throws SQLException {
        List<String> keys = Columns.strings(row, "tag_keys");
        List<String> values = Columns.strings(row, "tag_values");
        TreeMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            tags.put(keys.get(i), values.get(i));
        }
        return new Attachments(new Tags(tags), Optional.ofNullable(row.getString("resource_policy")));
    }

    /** Binds {@code tagKeys}, {@code tagValues} and {@code resourcePolicy}. */
    static void bind(SqlStatement<?> statement, Attachments attachments) {
        Tags tags = attachments.tags();
        statement
                .bindArray("tagKeys", String.class, List.copyOf(tags.values().keySet()))
                .bindArray("tagValues", String.class, List.copyOf(tags.values().values()))
                .bind("resourcePolicy", attachments.policy().orElse(null));
    }
}
