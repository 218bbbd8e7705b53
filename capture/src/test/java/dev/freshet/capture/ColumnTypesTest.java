package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every column type with its edge values, as documented ("CDC record format" in Aurora DSQL's user guide). */
class ColumnTypesTest {
    @Test
    void eachTypeOfDsqlIsEncodedAsDocumented() {
        column("int2", "'-32768'", "-32768");
        column("int4", "2147483647", "2147483647");
        column("int8", "-9223372036854775808", "-9223372036854775808");
        column("oid", "4294967295", "4294967295");
        column("real", "0.1", "0.1");
        column("real", "'NaN'", "\"NaN\"");
        column("float8", "1e300", "1e+300");
        column("float8", "'-0'", "-0");
        column("float8", "'-Infinity'", "\"-Infinity\"");
        column("float8", "'Infinity'", "\"Infinity\"");
        column("numeric", "123.4500", "\"123.4500\"");
        column("numeric(10,2)", "5", "\"5.00\"");
        column("numeric", "'NaN'", "\"NaN\"");
        column("numeric", "'-Infinity'", "\"-Infinity\"");
        column("numeric", "1e40", "\"1" + "0".repeat(40) + "\"");
        column("boolean", "true", "true");
        column("boolean", "false", "false");
        column("text", "''", "\"\"");
        column("text", "E'\\t\\x01\"\\\\ é€😀'", "\"\\t\\u0001\\\"\\\\ é€😀\"");
        column("varchar(5)", "'ab '", "\"ab \"");
        column("char(5)", "'ab'", "\"ab\"");
        column("bpchar", "'ab  '", "\"ab\"");
        column("name", "'n'", "\"n\"");
        column("\"char\"", "'x'", "\"x\"");
        column("bytea", "'\\x48656c6c6f2c20576f726c6421'", "\"SGVsbG8sIFdvcmxkIQ==\"");
        column("bytea", "''", "\"\"");
        column("date", "'1970-01-02'", "1");
        column("date", "'1969-12-31'", "-1");
        column("date", "'infinity'", "2147494604");
        column("date", "'-infinity'", "-2147472691");
        column("time", "'24:00:00'", "86400000000");
        column("time", "'00:00:00.000001'", "1");
        column("timetz", "'01:00:00+02'", "82800000000");
        column("timetz", "'24:00:00+00'", "0");
        column("timetz", "'10:00:00.5-01:30:15'", "41415500000");
        column("timestamp", "'2026-01-31 12:34:56.789'", "1769862896789000");
        column("timestamp", "'infinity'", "9223372036825200000");
        column("timestamp", "'-infinity'", "-9223372036832400000");
        column("timestamptz", "'2026-01-31 12:34:56+02'", "1769855696000000");
        column("timestamptz", "'infinity'", "9223372036825200000");
        column("interval", "'1 month'", "2629800000000");
        column("interval", "'-1 day 00:00:00.5'", "-86399500000");
        column("interval", "'300000 years'", "null");
        column("interval", "'infinity'", "null");
        column("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
        column("oidvector", "'1 2'", "[]");
        column("json", "'{ \"a\" :1}'", "\"{ \\\"a\\\" :1}\"");
        column("jsonb", "'{ \"a\" :1}'", "\"{\\\"a\\\": 1}\"");
        column("text", "NULL", "null");
        column("interval", "NULL", "null");
    }

    @Test
    void everyOtherTypeIsItsText() {
        column("int[]", "'{1,NULL}'", "\"{1,NULL}\"");
        column("inet", "'10.0.0.1/8'", "\"10.0.0.1/8\"");
        column("bit(3)", "B'101'", "\"101\"");
        column("money", "'12.5'", "\"$12.50\"");
        column("int4range", "'[1,5)'", "\"[1,5)\"");
        column("point", "'(1,2)'", "\"(1,2)\"");
        column("tsvector", "'a b'", "\"'a' 'b'\"");
        column("xml", "'<a/>'", "\"<a/>\"");
        column("pg_lsn", "'0/1'", "\"0/1\"");
        column("xid8", "'7'", "\"7\"");
        column("e_num", "'b'", "\"b\"");
        column("comp", "'(1,x)'", "\"(1,x)\"");
    }

    @Test
    void aDomainIsEncodedAsItsBaseType() {
        column("whole", "7", "7");
        column("nested", "8", "8");
        column("moment", "'1970-01-01 00:00:01'", "1000000");
        column("wholes", "'{1,2}'", "\"{1,2}\"");
        column("public.int4", "'x'", "\"x\"");
    }

    private static final List<String> TYPES = List.of(
            "CREATE TYPE e_num AS ENUM ('a', 'b')",
            "CREATE TYPE comp AS (a int, b text)",
            "CREATE DOMAIN whole AS int CHECK (VALUE > 0)",
            "CREATE DOMAIN nested AS whole",
            "CREATE DOMAIN moment AS timestamp(3)",
            "CREATE DOMAIN wholes AS int[]",
            "CREATE TYPE public.int4 AS ENUM ('x')");

    private final List<String> columns = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> encoded = new ArrayList<>();

    private void column(String type, String value, String json) {
        String name = "c" + columns.size();
        columns.add(name + " " + type);
        values.add(value);
        encoded.add("\"" + name + "\":" + json);
    }

    @AfterEach
    void oneRowOfAllColumnsIsEncodedAsSaid() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start()) {
            TYPES.forEach(database::execute);
            database.execute(
                    "CREATE TABLE t (" + String.join(", ", columns) + ")",
                    "INSERT INTO t VALUES (" + String.join(", ", values) + ")");
            String record = database.transactions().getFirst().records().getFirst();
            for (int i = 0; i < columns.size(); i++) {
                String next = i + 1 < columns.size() ? "," : "}";
                assertThat(record).as(columns.get(i) + " " + values.get(i)).contains(encoded.get(i) + next);
            }
            assertThat(record).contains("\"after\":{" + String.join(",", encoded) + "},\"source\"");
        }
    }
}
