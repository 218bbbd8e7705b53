package dev.freshet.capture.value;

/** How the values of a column are written; one constant for each way, not for each type. */
public enum ValueEncoding {
    /** {@code smallint}, {@code integer}, {@code bigint}, {@code oid}: the digits as they are. */
    INTEGER,
    /** {@code real}, {@code double precision}: a number, or a string for what JSON has no number for. */
    FLOAT,
    /** {@code numeric}: PostgreSQL's own text as a string, so that the scale is kept. */
    NUMERIC,
    BOOLEAN,
    /** The text as a string: {@code text}, {@code varchar}, {@code json}, and each type that DSQL does not know. */
    TEXT,
    /** {@code char(n)}: without the spaces that it is padded with. */
    PADDED_TEXT,
    /** {@code bytea}: Base64. */
    BYTES,
    /** Days since 1970. */
    DATE,
    /** Microseconds since midnight. */
    TIME,
    /** Microseconds since midnight UTC. */
    TIME_WITH_ZONE,
    /** Microseconds since 1970, with and without zone: the session's zone is UTC. */
    TIMESTAMP,
    /** Microseconds, a month counted as 30.4375 days. */
    INTERVAL,
    UUID,
    /** {@code oidvector}: an empty array, whatever it holds. */
    EMPTY_ARRAY;

    /** For a built-in type, by its oid ({@code pg_type.dat}, fixed for good); others are written as text. */
    public static ValueEncoding ofBuiltIn(int typeOid) {
        return switch (typeOid) {
            case 20, 21, 23, 26 -> INTEGER;
            case 700, 701 -> FLOAT;
            case 1700 -> NUMERIC;
            case 16 -> BOOLEAN;
            case 1042 -> PADDED_TEXT;
            case 17 -> BYTES;
            case 1082 -> DATE;
            case 1083 -> TIME;
            case 1266 -> TIME_WITH_ZONE;
            case 1114, 1184 -> TIMESTAMP;
            case 1186 -> INTERVAL;
            case 2950 -> UUID;
            case 30 -> EMPTY_ARRAY;
            default -> TEXT;
        };
    }

    /** For the base type of a domain, which the log gives by its name in {@code pg_catalog}. */
    public static ValueEncoding ofBuiltIn(String typeName) {
        return switch (typeName) {
            case "int2", "int4", "int8", "oid" -> INTEGER;
            case "float4", "float8" -> FLOAT;
            case "numeric" -> NUMERIC;
            case "bool" -> BOOLEAN;
            case "bpchar" -> PADDED_TEXT;
            case "bytea" -> BYTES;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timetz" -> TIME_WITH_ZONE;
            case "timestamp", "timestamptz" -> TIMESTAMP;
            case "interval" -> INTERVAL;
            case "uuid" -> UUID;
            case "oidvector" -> EMPTY_ARRAY;
            default -> TEXT;
        };
    }
}
