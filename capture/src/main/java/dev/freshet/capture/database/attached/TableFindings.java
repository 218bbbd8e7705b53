package dev.freshet.capture.database.attached;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Which tables cannot be captured as they are, and which only without some columns. Changes nothing. */
final class TableFindings {
    private TableFindings() {}

    static List<Finding> of(Connection connection, DdlWatch watch) throws SQLException {
        String query = "WITH member AS (" + MembersQuery.text(watch) + """
                )
                SELECT r.oid::regclass::text AS name,
                       quote_ident(pg_get_userbyid(r.relowner)) AS quoted_owner,
                       quote_ident(current_user) AS role,
                       min(m.obstacle) AS obstacle,
                       string_agg(format('ALTER TABLE ONLY %s REPLICA IDENTITY %s;', m.relation::regclass,
                                         CASE m.identity_wanted WHEN 'f' THEN 'FULL' ELSE 'DEFAULT' END), ' '
                                  ORDER BY m.relation) FILTER (WHERE NOT m.identity_right) AS statements,
                       min(array_to_string(m.unpublished_columns, ', ')) FILTER (WHERE m.relation = m.root)
                           AS unpublished
                FROM member m JOIN pg_class r ON r.oid = m.root
                GROUP BY r.oid, r.relowner
                ORDER BY 1""";
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                add(rows, findings);
            }
        }
        return findings;
    }

    private static void add(ResultSet row, List<Finding> findings) throws SQLException {
        String name = row.getString("name");
        String obstacle = row.getString("obstacle");
        String statements = row.getString("statements");
        String unpublished = row.getString("unpublished");
        if (obstacle != null) {
            findings.add(leftOut(name, Obstacle.valueOf(obstacle), row));
        } else if (statements != null) {
            findings.add(Finding.leavesOut(sentence(name, Obstacle.IDENTITY), statements, true));
        }
        if (obstacle == null && unpublished != null && !unpublished.isEmpty()) {
            findings.add(Finding.limits(
                    "Records of table " + name + " lack the generated columns " + unpublished
                            + ": this server's log does not have them.",
                    "PostgreSQL 18 publishes stored generated columns; virtual ones are never in the log."));
        }
    }

    private static Finding leftOut(String name, Obstacle obstacle, ResultSet row) throws SQLException {
        String remedy = switch (obstacle) {
            case NOT_OWNER -> "GRANT " + row.getString("quoted_owner") + " TO " + row.getString("role") + ";";
            case UNLOGGED -> "ALTER TABLE " + name + " SET LOGGED;";
            case IDENTITY, FOREIGN_PARTITION, PARTITIONED, VIRTUAL_COLUMN, COLUMN_LIST, GENERATED_COLUMN ->
                capitalized(obstacle.advice()) + ".";
        };
        return Finding.leavesOut(sentence(name, obstacle), remedy, false);
    }

    private static String sentence(String name, Obstacle obstacle) {
        return "Table " + name + " is not captured: " + obstacle.reason() + ".";
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
