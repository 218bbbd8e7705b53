package dev.freshet.capture;

import static dev.freshet.capture.TypedColumn.AS_TEXT;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Columns of every type, with PostgreSQL's own words for what a change record must say of their values. */
final class TypedColumns {
    private static final String DAYS = "CASE v WHEN 'infinity' THEN '2147494604' WHEN '-infinity' THEN '-2147472691'"
            + " ELSE (v - date '1970-01-01')::text END";
    private static final String MICROS = micros("timestamp");

    private static final String TIME_MICROS = "(extract(epoch FROM v) * 1000000)::bigint::text";
    private static final String TIME_MICROS_UTC =
            "mod((extract(epoch FROM v) * 1000000)::bigint + 2 * 86400000000, 86400000000)::text";

    /** In numeric, which does not overflow. PostgreSQL's own epoch of an interval counts a month as 30 days. */
    private static final String INTERVAL_MICROS = "CASE WHEN NOT isfinite(v) THEN 'null' ELSE (SELECT"
            + " CASE WHEN micros BETWEEN -9223372036854775808 AND 9223372036854775807 THEN micros::text ELSE 'null' END"
            + " FROM (SELECT trunc((extract(year FROM v)::numeric * 12 + extract(month FROM v)::numeric) * 2629800000000"
            + " + extract(day FROM v)::numeric * 86400000000 + extract(hour FROM v)::numeric * 3600000000"
            + " + extract(minute FROM v)::numeric * 60000000 + extract(microseconds FROM v)::numeric) AS micros) sum) END";

    /** What the type's output function gives; a cast to text may be another function. */
    private static final String AS_OUTPUT = "CASE num_nulls(v) WHEN 0 THEN to_json(format('%s', v))::text END";

    private static final String NUMBER = "to_json(v)::text";
    private static final String BASE64 = "to_json(translate(encode(v, 'base64'), E'\\n', ''))::text";

    private TypedColumns() {}

    /** By way of 2000: PostgreSQL's own epoch loses digits where it passes 64 bits. */
    private static String micros(String type) {
        return "CASE v WHEN 'infinity' THEN '9223372036825200000' WHEN '-infinity' THEN '-9223372036832400000'"
                + " ELSE (trunc(extract(epoch FROM v - " + type
                + " '2000-01-01') * 1000000) + 946684800000000)::text END";
    }

    /** The types of DSQL's table, each with its edge values. */
    static List<TypedColumn> documented() {
        return Stream.of(numbers(), texts(), times()).flatMap(List::stream).toList();
    }

    private static List<TypedColumn> numbers() {
        return List.of(
                TypedColumn.of("smallint", "v::text", random -> "" + (short) random.nextInt(), "-32768", "32767", "0"),
                TypedColumn.of("integer", "v::text", random -> "" + random.nextInt(), "-2147483648", "2147483647", "0"),
                TypedColumn.of(
                        "bigint",
                        "v::text",
                        random -> "" + random.nextLong(),
                        "'-9223372036854775808'",
                        "9223372036854775807",
                        "9007199254740993"),
                TypedColumn.of("oid", "v::text", random -> "" + random.nextLong(1L << 32), "0", "4294967295"),
                TypedColumn.of(
                        "real",
                        NUMBER,
                        random -> quoted(Float.toString(Float.intBitsToFloat(random.nextInt()))),
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'1e-45'",
                        "'3.4028235e38'",
                        "0.1",
                        "1e6",
                        "123456.7"),
                TypedColumn.of(
                        "double precision",
                        NUMBER,
                        random -> quoted(Double.toString(Double.longBitsToDouble(random.nextLong()))),
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'5e-324'",
                        "'1.7976931348623157e308'",
                        "0.1",
                        "1e15",
                        "1e14"),
                TypedColumn.of(
                        "numeric",
                        AS_TEXT,
                        TypedColumns::numeric,
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0.00'",
                        "1e-300",
                        "1e300",
                        "'5.000'"),
                TypedColumn.of(
                        "numeric(18,6)", AS_TEXT, random -> random.nextInt() + "." + random.nextInt(1000), "5", "-0.1"),
                TypedColumn.of("boolean", "v::text", "true", "false"));
    }

    private static List<TypedColumn> texts() {
        return List.of(
                TypedColumn.of(
                        "text", AS_TEXT, TypedColumns::text, "''", "' '", "'null'", "'\\'", "E'\\x01\\x1f\\x7f'"),
                TypedColumn.of("varchar(7)", AS_TEXT, TypedColumns::text, "''", "'ab     '"),
                TypedColumn.of(
                        "char(9)", "to_json(rtrim(v::text, ' '))::text", TypedColumns::text, "''", "' a '", "E'\\t '"),
                TypedColumn.of("bpchar", "to_json(rtrim(v::text, ' '))::text", TypedColumns::text, "'a   '"),
                TypedColumn.of("name", AS_TEXT, TypedColumns::text, "''", "'n'"),
                TypedColumn.of(
                        "\"char\"", AS_TEXT, random -> (byte) random.nextInt() + "::int", "''", "'x'", "'\"'", "'\\'"),
                TypedColumn.of("bytea", BASE64, TypedColumns::bytes, "''", "'\\x00'", "'\\xfffe'", "'\\x010203'"),
                TypedColumn.of(
                        "uuid",
                        AS_TEXT,
                        random -> "'%016X%016x'".formatted(random.nextLong(), random.nextLong()),
                        "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
                        "'{00000000000000000000000000000000}'"),
                TypedColumn.of("oidvector", "CASE WHEN v IS NOT NULL THEN '[]' END", "''", "'1'", "'1 2 3'"),
                TypedColumn.of(
                        "json", AS_TEXT, TypedColumns::json, "'{ \"a\" :1, \"a\":2}'", "'null'", "'\"\\u0000\"'"),
                TypedColumn.of("jsonb", AS_TEXT, TypedColumns::json, "'{ \"b\" :1.00, \"a\":null}'", "'null'", "'[]'"));
    }

    private static List<TypedColumn> times() {
        return List.of(
                TypedColumn.of(
                        "date",
                        DAYS,
                        random -> "date '1970-01-01' + " + random.nextInt(-2_000_000, 100_000_000),
                        "'infinity'",
                        "'-infinity'",
                        "'4714-11-24 BC'",
                        "'5874897-12-31'",
                        "'0001-12-31 BC'",
                        "'1970-01-01'",
                        "'1900-02-28'",
                        "'2000-02-29'"),
                TypedColumn.of(
                        "time",
                        TIME_MICROS,
                        random -> "time '00:00' + " + micros(random.nextLong(86_400_000_000L)),
                        "'24:00:00'",
                        "'00:00'",
                        "'23:59:59.999999'"),
                TypedColumn.of("time(2)", TIME_MICROS, "'23:59:59.999999'", "'12:00:00.125'"),
                TypedColumn.of(
                        "timetz",
                        TIME_MICROS_UTC,
                        random -> "'%02d:%02d:%02d.%06d%s%02d:%02d:%02d'"
                                .formatted(
                                        random.nextInt(24),
                                        random.nextInt(60),
                                        random.nextInt(60),
                                        random.nextInt(1_000_000),
                                        random.nextBoolean() ? "+" : "-",
                                        random.nextInt(16),
                                        random.nextInt(60),
                                        random.nextInt(60)),
                        "'24:00:00+00'",
                        "'00:00:00+15:59:59'",
                        "'24:00:00-15:59:59'",
                        "'12:00+05:30'"),
                timestamp("timestamp"),
                timestamp("timestamptz"),
                TypedColumn.of("timestamp(0)", MICROS, "'2026-01-31 12:34:56.5'", "'1969-12-31 23:59:59.4'"),
                TypedColumn.of(
                        "interval",
                        INTERVAL_MICROS,
                        TypedColumns::interval,
                        "'infinity'",
                        "'-infinity'",
                        "'0'",
                        "'1 month'",
                        "'-1 day 00:00:00.5'",
                        "'-0.000001 s'",
                        "'1 year -13 months 2 days -00:00:00.000001'",
                        "'292271 years'",
                        "'292278 years'",
                        "'9223372036854775807 microseconds'",
                        "'-9223372036854775807 microseconds'",
                        "'1 day 9223372036854775807 microseconds'",
                        "'-1 day -9223372036854775807 microseconds'",
                        "'-1 day 9223372036854775807 microseconds'"),
                TypedColumn.of("interval year to month", INTERVAL_MICROS, "'14 months'", "'-1 year'"));
    }

    private static TypedColumn timestamp(String type) {
        return TypedColumn.of(
                type,
                micros(type),
                random -> type + " '2000-01-01' + "
                        + micros(random.nextInt(3) == 0 ? random.nextLong(-1L << 57, 1L << 62) : random.nextInt()),
                "'infinity'",
                "'-infinity'",
                "'4714-11-24 00:00:00 BC'",
                "'294247-01-10 04:00:54.775807'",
                "'294247-01-10 04:00:54.775808'",
                "'294276-12-31 23:59:59.999999'",
                "'1969-12-31 23:59:59.999999'",
                "'0001-02-28 23:59:59.1 BC'",
                "'2000-02-29 12:00'");
    }

    /** Types that DSQL does not know: PostgreSQL's text as a string, whatever they are. */
    static List<TypedColumn> others() {
        return Stream.of(
                        List.of("int[]", "'{}'", "'{1,NULL,3}'", "'[0:1]={1,2}'", "'{{1,2},{3,4}}'"),
                        List.of("text[]", "ARRAY['a,b', '\"', '\\', '', NULL, 'NULL', 'é{}']"),
                        List.of("timestamptz[]", "ARRAY[timestamptz '2026-01-31 12:00+02', 'infinity']"),
                        List.of("interval[]", "ARRAY[interval '1 month -2 days', '1.5 s']"),
                        List.of("bytea[]", "ARRAY['\\x00ff'::bytea]"),
                        List.of("float8[]", "'{NaN,1e300,-0}'"),
                        List.of("mood[]", "'{happy,\"quite \\\"sad\\\"\"}'"),
                        List.of("mood", "'happy'", "'quite \"sad\"'"),
                        List.of(
                                "pair",
                                "ROW(1, 'a\"b\\', '2026-01-31 12:00+02')",
                                "ROW(NULL, NULL, NULL)",
                                "ROW(2, '', NULL)"),
                        List.of("pair[]", "ARRAY[ROW(1, 'x,y', NULL)::pair]"),
                        List.of("int4range", "'empty'", "'[1,5)'", "'(,)'"),
                        List.of("tstzrange", "'[2026-01-31 12:00+02, infinity)'"),
                        List.of("nummultirange", "'{[1.5,2),[3,4]}'", "'{}'"),
                        List.of("inet", "'10.0.0.1/8'", "'::1'"),
                        List.of("cidr", "'10.0.0.0/8'"),
                        List.of("macaddr", "'08:00:2b:01:02:03'"),
                        List.of("macaddr8", "'08:00:2b:01:02:03:04:05'"),
                        List.of("bit(5)", "B'10101'"),
                        List.of("varbit", "B''", "B'1'"),
                        List.of("money", "'12.5'", "'-92233720368547758.08'"),
                        List.of("xml", "'<a b=\"c\">é</a>'", "'text'"),
                        List.of("tsvector", "'a:1 b:2A ''c d''' "),
                        List.of("tsquery", "'a & !b <-> c'"),
                        List.of("point", "'(1.5,-2)'", "'(NaN,Infinity)'"),
                        List.of("line", "'{1,2,3}'"),
                        List.of("lseg", "'[(1,2),(3,4)]'"),
                        List.of("box", "'(3,4),(1,2)'"),
                        List.of("path", "'[(1,2),(3,4)]'", "'((1,2),(3,4))'"),
                        List.of("polygon", "'((1,2),(3,4),(5,6))'"),
                        List.of("circle", "'<(1,2),3>'"),
                        List.of("jsonpath", "'$.a[*] ? (@ > 1)'"),
                        List.of("pg_lsn", "'16/B374D848'"),
                        List.of("xid", "'4294967295'"),
                        List.of("xid8", "'18446744073709551615'"),
                        List.of("cid", "'7'"),
                        List.of("tid", "'(1,2)'"),
                        List.of("int2vector", "'1 2'"),
                        List.of("refcursor", "'c'"),
                        List.of("pg_snapshot", "'10:20:10,14'"),
                        List.of("regclass", "'pg_class'", "'12345678'"),
                        List.of("regtype", "'integer'"),
                        List.of("regprocedure", "'pg_catalog.now()'"),
                        List.of("regrole", "'admin'"),
                        List.of("aclitem", "'admin=r/admin'"),
                        List.of("vec", "'[1,2,3]'", "'\"\\'"),
                        List.of("hstore", "'a=>1, \"b c\"=>NULL'"),
                        List.of("citext", "'Straße'"),
                        List.of("ltree", "'Top.Science'"),
                        List.of("lquery", "'*.a|b{1,2}'"),
                        List.of("cube", "'(1,2),(3,4)'"),
                        List.of("seg", "'1.5 .. 2'"),
                        List.of("isbn", "'978-0-393-04002-9'"),
                        List.of("ean13", "'978-0-11-000533-1'"),
                        List.of("query_int", "'1&(2|3)'"),
                        List.of("public.int4", "'x'"),
                        List.of("wholes", "'{1,2}'"),
                        List.of("feeling", "'happy'"))
                .map(values -> TypedColumn.of(
                        values.getFirst(),
                        AS_OUTPUT,
                        values.subList(1, values.size()).toArray(String[]::new)))
                .toList();
    }

    /** Domains are encoded as what they are based on. */
    static List<TypedColumn> domains() {
        return List.of(
                TypedColumn.of("whole", "v::text", "7", "1"),
                TypedColumn.of("nested", "v::text", "8"),
                TypedColumn.of("moment", MICROS, "'1970-01-01 00:00:01'", "'infinity'"),
                TypedColumn.of("padded", "to_json(rtrim(v::text, ' '))::text", "'a '"),
                TypedColumn.of("span", INTERVAL_MICROS, "'1 month'"),
                TypedColumn.of("lo", "v::text", "4294967295"),
                TypedColumn.of("information_schema.cardinal_number", "v::text", "7"),
                TypedColumn.of("information_schema.time_stamp", micros("timestamptz"), "'2026-01-31 12:34:56.789+01'"));
    }

    /** What those columns need, as superuser. */
    static final List<String> TYPES = List.of(
            "SET search_path = public", // the superuser's own schema is Freshet's
            "CREATE TYPE mood AS ENUM ('happy', 'quite \"sad\"')",
            "CREATE TYPE pair AS (a int, b text, c timestamptz)",
            "CREATE TYPE public.int4 AS ENUM ('x')",
            "CREATE DOMAIN whole AS integer CHECK (VALUE > 0)",
            "CREATE DOMAIN nested AS whole",
            "CREATE DOMAIN moment AS timestamp(3)",
            "CREATE DOMAIN padded AS char(5)",
            "CREATE DOMAIN span AS interval",
            "CREATE DOMAIN wholes AS integer[]",
            "CREATE DOMAIN feeling AS mood",
            // A base type of its own, as extensions like pgvector make.
            "CREATE TYPE vec",
            "CREATE FUNCTION vec_in(cstring) RETURNS vec AS 'textin' LANGUAGE internal STRICT IMMUTABLE",
            "CREATE FUNCTION vec_out(vec) RETURNS cstring AS 'textout' LANGUAGE internal STRICT IMMUTABLE",
            "CREATE TYPE vec (INPUT = vec_in, OUTPUT = vec_out, LIKE = text)",
            "CREATE EXTENSION hstore",
            "CREATE EXTENSION citext",
            "CREATE EXTENSION ltree",
            "CREATE EXTENSION cube",
            "CREATE EXTENSION seg",
            "CREATE EXTENSION isn",
            "CREATE EXTENSION intarray",
            "CREATE EXTENSION lo");

    private static String micros(long count) {
        return "interval '" + count + " microseconds'";
    }

    private static String interval(RandomGenerator random) {
        int months = random.nextBoolean() ? random.nextInt() / 600 : random.nextInt(-20, 20);
        int days = random.nextBoolean() ? random.nextInt() / 20 : random.nextInt(-40, 40);
        long micros = random.nextBoolean() ? random.nextLong() : random.nextInt();
        return "'%d months %d days %d microseconds'".formatted(months, days, micros);
    }

    private static String numeric(RandomGenerator random) {
        BigInteger digits = BigInteger.ONE;
        for (int i = random.nextInt(6); i > 0; i--) {
            digits = digits.multiply(BigInteger.valueOf(random.nextLong()));
        }
        return digits + "::numeric * 1e" + random.nextInt(-40, 40);
    }

    /** Short text of any characters but U+0000, many of them special to JSON. */
    static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append("\"\\/\n\t\u0001 é€\u2028".charAt(random.nextInt(10)));
                case 1 -> text.append((char) random.nextInt(' ', 0x7F));
                default -> text.appendCodePoint(character(random));
            }
        }
        return quoted(text.toString());
    }

    private static int character(RandomGenerator random) {
        int character = random.nextInt(1, Character.MAX_CODE_POINT + 1 - 0x800);
        return character < Character.MIN_SURROGATE ? character : character + 0x800;
    }

    private static String bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static String json(RandomGenerator random) {
        return "json_build_object('k', " + text(random) + "::text, 'n', " + random.nextInt() + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
