package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Step 4 of the guide. */
@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
@ExtendWith(SharedFreshet.class)
class VerifyRecordsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void insertUpdateAndDeleteArriveAsDocumented(Guide guide) {
        List<Change> changes = guide.rows().changes();

        assertThat(changes)
                .extracting(
                        Change::op,
                        change -> change.before().toString(),
                        change -> change.after().toString())
                .containsExactly(
                        row("c", "null", "{\"id\":1,\"message\":\"hello cdc\"}"),
                        row("c", "null", "{\"id\":2,\"message\":\"second\"}"),
                        row("u", "null", "{\"id\":2,\"message\":\"changed\"}"),
                        row("d", "{\"id\":2}", "null"));
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.schema()).isEqualTo("public");
            assertThat(change.cluster()).isEqualTo(guide.cluster());
            assertThat(change.committed()).isBetween(guide.rows().begun(), Instant.now());
            assertThat(change.processed()).isBetween(guide.rows().begun(), Instant.now());
        });
        assertThat(changes).extracting(Change::transaction).doesNotHaveDuplicates();
        assertThat(changes).extracting(Change::committedNanos).doesNotHaveDuplicates();
    }

    private static org.assertj.core.groups.Tuple row(String op, String before, String after) {
        return org.assertj.core.groups.Tuple.tuple(op, before, after);
    }

    @Test
    void theGuidesCommandsShowTheRecords(Guide guide, Shell shell) {
        guide.rows();

        String[] shards = shell.type("aws kinesis list-shards --stream-name my-cdc-stream "
                        + "--query 'Shards[].ShardId' --output text")
                .succeeded()
                .out()
                .split("\\s+");
        List<Change> shown = Change.of(
                "test_cdc",
                Stream.of(shards).flatMap(shard -> recordsOf(shard, shell)).toList());

        assertThat(shown)
                .extracting(Change::text)
                .containsExactlyElementsOf(
                        guide.rows().changes().stream().map(Change::text).toList());
    }

    private static Stream<Change> recordsOf(String shard, Shell shell) {
        JsonNode answer = shell.type("""
                        SHARD_ITERATOR=$(aws kinesis get-shard-iterator \\
                            --stream-name my-cdc-stream \\
                            --shard-id %s \\
                            --shard-iterator-type TRIM_HORIZON \\
                            --region us-east-1 \\
                            --query 'ShardIterator' --output text)
                        aws kinesis get-records \\
                            --shard-iterator "$SHARD_ITERATOR" \\
                            --region us-east-1
                        """.formatted(shard)).json();
        return answer.path("Records").values().stream()
                .map(record ->
                        Change.parse(DeliveredRecord.utf8(record.path("Data").asString())));
    }

    @Test
    void aTransactionIsOneRecordForEachRowThatItChanged(Guide guide, Shell shell, Boto3 boto3) {
        guide.cdcStream();

        psql(shell, """
                CREATE TABLE net_effect (a int, b text, n int, PRIMARY KEY (b, a));
                INSERT INTO net_effect VALUES (1, 'x', 0), (2, 'x', 0);
                BEGIN;
                INSERT INTO net_effect VALUES (3, 'y', 0);
                UPDATE net_effect SET n = n + 1;
                UPDATE net_effect SET n = n + 1 WHERE a = 1;
                DELETE FROM net_effect WHERE a = 2;
                INSERT INTO net_effect VALUES (4, 'gone', 0);
                DELETE FROM net_effect WHERE a = 4;
                COMMIT;
                BEGIN;
                INSERT INTO net_effect VALUES (5, 'rolled back', 0);
                ROLLBACK;
                UPDATE net_effect SET a = 6 WHERE a = 3;
                INSERT INTO net_effect VALUES (99, 'last', 0);
                """);
        List<Change> changes = changesUntil(boto3, "net_effect", all -> all.size() >= 8);

        assertThat(changes)
                .extracting(
                        Change::op,
                        change -> change.before().toString(),
                        change -> change.after().toString())
                .containsExactlyInAnyOrder(
                        row("c", "null", "{\"a\":1,\"b\":\"x\",\"n\":0}"),
                        row("c", "null", "{\"a\":2,\"b\":\"x\",\"n\":0}"),
                        row("c", "null", "{\"a\":3,\"b\":\"y\",\"n\":1}"),
                        row("u", "null", "{\"a\":1,\"b\":\"x\",\"n\":2}"),
                        row("d", "{\"a\":2,\"b\":\"x\"}", "null"),
                        row("d", "{\"a\":3,\"b\":\"y\"}", "null"),
                        row("c", "null", "{\"a\":6,\"b\":\"y\",\"n\":1}"),
                        row("c", "null", "{\"a\":99,\"b\":\"last\",\"n\":0}"));
        assertThat(changes.stream().map(Change::transaction).distinct()).hasSize(4);
        assertThat(changes.stream().map(Change::committedNanos).distinct()).hasSize(4);
    }

    @Test
    void everyColumnTypeOfTheFirstFormIsEncodedAsDocumented(Guide guide, Shell shell, Boto3 boto3) {
        guide.cdcStream();

        psql(shell, """
                CREATE TABLE column_types (
                    id bigint PRIMARY KEY, small smallint, whole integer, exact numeric(10, 2), yes boolean,
                    at timestamp, at_zone timestamptz, day date, key uuid, bytes bytea, name varchar(20),
                    fixed char(8), ratio double precision, nothing text, words text);
                INSERT INTO column_types VALUES (9223372036854775807, -32768, 2147483647, 29.9, true,
                    '2026-01-31 12:00:00.000001', '2026-01-31 12:00:00+02', '1970-01-11',
                    'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'Hello World!', 'Bäume', 'ab', 'NaN', NULL,
                    E'tab\\t "quote" \\\\ \\u0001 / Ω \\U0001F30A \\u2028 </script>');
                """);
        Change change =
                changesUntil(boto3, "column_types", all -> !all.isEmpty()).getFirst();

        assertThat(change.after().toString()).isEqualTo("""
                {"id":9223372036854775807,"small":-32768,"whole":2147483647,"exact":"29.90","yes":true,\
                "at":1769860800000001,"at_zone":1769853600000000,"day":10,\
                "key":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","bytes":"SGVsbG8gV29ybGQh","name":"Bäume",\
                "fixed":"ab","ratio":"NaN","nothing":null,\
                "words":"tab\\t \\"quote\\" \\\\ \\u0001 / Ω 🌊 \u2028 </script>"}""");
        assertThat(change.text()).contains("Bäume").contains("🌊");
    }

    @Test
    void anUpdateCarriesTheLongValueThatItDidNotTouch(Guide guide, Shell shell, Boto3 boto3) {
        guide.cdcStream();

        psql(shell, """
                CREATE TABLE long_values (id int PRIMARY KEY, n int, body text);
                ALTER TABLE long_values ALTER body SET STORAGE EXTERNAL;
                INSERT INTO long_values VALUES (1, 0, repeat('long ', 20000));
                UPDATE long_values SET n = 1;
                """);
        List<Change> changes = changesUntil(boto3, "long_values", all -> all.size() >= 2);

        assertThat(changes.getLast().column("n").asInt()).isEqualTo(1);
        assertThat(changes.getLast().column("body").asString()).isEqualTo("long ".repeat(20_000));
    }

    private static void psql(Shell shell, String statements) {
        shell.typeInto("psql --quiet --set ON_ERROR_STOP=1", statements).succeeded();
    }

    /** The table's changes in commit order, when there are enough: shards are read one after the other. */
    private static List<Change> changesUntil(Boto3 boto3, String table, Predicate<List<Change>> enough) {
        return Change.of(
                table,
                new DataStreamReader(boto3, Guide.DATA_STREAM)
                        .await("the changes of " + table, LIMIT, all -> enough.test(Change.of(table, all))));
    }
}
