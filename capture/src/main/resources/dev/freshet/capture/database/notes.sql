-- What Freshet writes into the log: the tables as they are, and the fence. Needs freshet.note_prefix(), and when it is
-- used the view freshet.captured_table (relation, schema_name, table_name).

-- Order between DDL and fences: DDL holds it in ROW EXCLUSIVE mode until its commit, a fence takes SHARE mode. So a
-- fence tells of tables whose DDL is committed before it in the log. Readable, for pg_dump locks what it dumps.
CREATE TABLE IF NOT EXISTS freshet.gate ();
GRANT SELECT ON freshet.gate TO PUBLIC;

-- A partitioned table has no rows, so its catalog does not have what older rows have in a column; a partition's does.
CREATE OR REPLACE FUNCTION freshet.missing_in_partitions(root oid, column_name name) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  WITH RECURSIVE part AS (
    SELECT root AS relid
    UNION ALL
    SELECT i.inhrelid FROM part JOIN pg_inherits i ON i.inhparent = part.relid)
  SELECT (a.attmissingval::text::text[])[1]
  FROM part JOIN pg_attribute a ON a.attrelid = part.relid
  WHERE a.attname = column_name AND a.atthasmissing
  LIMIT 1
$$;

-- The settings are those of the replication connection, so that values are written alike.
CREATE OR REPLACE FUNCTION freshet.describe(relation oid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO' SET intervalstyle = 'iso_8601'
SET timezone = 'UTC' SET extra_float_digits = 1 SET bytea_output = 'hex' SET lc_monetary = 'C'
AS $$
  SELECT jsonb_build_object(
      'oid', c.oid::bigint,
      'schema', n.nspname,
      'table', c.relname,
      'columns', coalesce(
          -- The last is what rows that were there before the column have in it, unless it was written into each.
          (SELECT jsonb_agg(jsonb_build_array(a.attname, a.atttypid::bigint, a.attnum,
                                              CASE WHEN a.atthasmissing THEN (a.attmissingval::text::text[])[1]
                                                   WHEN a.atthasdef AND c.relkind = 'p'
                                                     THEN freshet.missing_in_partitions(c.oid, a.attname) END)
                            ORDER BY a.attnum)
           FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             -- Those that are published: of the generated columns the stored ones, and none before PostgreSQL 18.
             AND (a.attgenerated = ''
                  OR a.attgenerated = 's' AND current_setting('server_version_num')::int >= 180000)), '[]'),
      'key', coalesce(
          (SELECT jsonb_agg(a.attname ORDER BY a.attnum)
           FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
               AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
           WHERE i.indrelid = c.oid AND i.indisprimary), '[]'),
      'deferrable', coalesce(
          (SELECT NOT i.indimmediate FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary), false))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = relation
$$;

CREATE OR REPLACE FUNCTION freshet.note_table(relation oid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$
  SELECT pg_logical_emit_message(
      true, freshet.note_prefix(), jsonb_build_object('table', freshet.describe(relation))::text)
$$;

-- One transaction that tells of every table, and from which on a CDC stream delivers. No transaction after it has an
-- earlier time than the floor: the server's clock, or beyond the latest time seen when the clock was set back.
CREATE OR REPLACE FUNCTION freshet.raise_fence(slot text, latest_nanos bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  clock_nanos bigint;
  floor_nanos bigint;
BEGIN
  LOCK TABLE freshet.gate IN SHARE MODE;
  PERFORM freshet.note_table(relation) FROM freshet.captured_table;
  clock_nanos := extract(epoch FROM clock_timestamp()) * 1000000000;
  floor_nanos := CASE WHEN clock_nanos < latest_nanos THEN latest_nanos + 10000000000 ELSE clock_nanos END;
  PERFORM pg_logical_emit_message(true, freshet.note_prefix(),
      jsonb_build_object('fence', jsonb_build_object('slot', slot, 'floor', floor_nanos))::text);
  RETURN floor_nanos;
END
$$;
