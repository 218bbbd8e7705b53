-- What a database has so that its changes can be captured exactly, on a server that Freshet owns (PostgreSQL 18).
-- Run as superuser in one transaction; running it again changes nothing or brings it up to date.
--
-- All functions run with a fixed search path. Those that an ordinary user's DDL sets off are SECURITY DEFINER, and
-- run with session_replication_role = replica, so that the DDL they do themselves sets off no event trigger again.

CREATE SCHEMA IF NOT EXISTS freshet;
GRANT USAGE ON SCHEMA freshet TO PUBLIC;

-- Order between DDL and fences: DDL holds it in ROW EXCLUSIVE mode until its commit, a fence takes SHARE mode. So a
-- fence tells of tables whose DDL is committed before it in the log. Readable, for pg_dump locks what it dumps.
CREATE TABLE IF NOT EXISTS freshet.gate ();
GRANT SELECT ON freshet.gate TO PUBLIC;

-- Its password is random and known to nobody; its verifier, which only superusers read, seals Freshet's notes in
-- the log: any role may write logical messages, but none can name the prefix.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'freshet_seal') THEN
    EXECUTE pg_catalog.format(
        'CREATE ROLE freshet_seal NOLOGIN PASSWORD %L', pg_catalog.gen_random_uuid()::text || pg_catalog.gen_random_uuid());
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of the server was being prepared at the same time
END
$$;

CREATE OR REPLACE FUNCTION freshet.note_prefix() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT 'freshet.' || left(encode(sha256(convert_to(rolpassword, 'UTF8')), 'hex'), 32)
  FROM pg_authid WHERE rolname = 'freshet_seal'
$$;

-- The tables whose rows are captured, and what each must have.
CREATE OR REPLACE VIEW freshet.captured_table AS
SELECT c.oid AS relation,
       n.nspname AS schema_name,
       c.relname AS table_name,
       c.relreplident AS identity,
       -- Only the old row has a value stored out of line that an update did not change; only the whole old row tells
       -- which of the rows without a key it was; a deferrable key is no replica identity.
       CASE WHEN c.reltoastrelid <> 0
              OR NOT EXISTS (SELECT FROM pg_catalog.pg_index i
                             WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate)
            THEN 'f'::"char" ELSE 'd'::"char" END AS identity_wanted,
       EXISTS (SELECT FROM pg_catalog.pg_trigger t
               WHERE t.tgrelid = c.oid AND t.tgname = 'freshet_refuses_truncate' AND t.tgenabled = 'A'
                 AND t.tgfoid = pg_catalog.to_regproc('freshet.refuse_truncate')
                 AND t.tgtype = 2 + 32) AS refuses_truncate -- before, truncate, for each statement
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'freshet');

CREATE OR REPLACE FUNCTION freshet.describe(relation oid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT jsonb_build_object(
      'oid', c.oid::bigint,
      'schema', n.nspname,
      'table', c.relname,
      'columns', coalesce(
          (SELECT jsonb_agg(jsonb_build_array(a.attname, a.atttypid::bigint) ORDER BY a.attnum)
           FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'), '[]'),
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

CREATE OR REPLACE FUNCTION freshet.refuse_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'unsupported statement: Truncate'
    USING ERRCODE = 'feature_not_supported',
          DETAIL = 'A change record tells of one row; TRUNCATE tells of none.',
          HINT = format('Write DELETE FROM %I.%I instead.', TG_TABLE_SCHEMA, TG_TABLE_NAME);
END
$$;

-- Mends every table that is not as it must be, whatever DDL made it so. ALTER TABLE locks a table against all others,
-- so only those that need it are altered.
CREATE OR REPLACE FUNCTION freshet.sweep() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT * FROM freshet.captured_table WHERE identity <> identity_wanted OR NOT refuses_truncate
  LOOP
    IF t.identity <> t.identity_wanted THEN
      EXECUTE format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY %s', t.schema_name, t.table_name,
                     CASE t.identity_wanted WHEN 'f' THEN 'FULL' ELSE 'DEFAULT' END);
    END IF;
    IF NOT t.refuses_truncate THEN
      EXECUTE format('CREATE OR REPLACE TRIGGER freshet_refuses_truncate BEFORE TRUNCATE ON %I.%I '
                     'EXECUTE FUNCTION freshet.refuse_truncate()', t.schema_name, t.table_name);
      EXECUTE format('ALTER TABLE ONLY %I.%I ENABLE ALWAYS TRIGGER freshet_refuses_truncate',
                     t.schema_name, t.table_name);
    END IF;
  END LOOP;
END
$$;

-- The captured tables whose catalog rows this transaction wrote, subtransactions too: what is visible and not older
-- than the transaction. (A table that another transaction changed and committed meanwhile may be among them, which
-- does no harm.)
CREATE OR REPLACE FUNCTION freshet.touched() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS transaction_age),
  touched AS (
    SELECT c.oid AS relation FROM pg_class c, own WHERE age(c.xmin) <= transaction_age
    UNION SELECT a.attrelid FROM pg_attribute a, own WHERE age(a.xmin) <= transaction_age AND a.attnum > 0
    UNION SELECT i.indrelid FROM pg_index i, own WHERE age(i.xmin) <= transaction_age)
  SELECT relation FROM freshet.captured_table JOIN touched USING (relation)
$$;

CREATE OR REPLACE FUNCTION freshet.after_ddl() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
DECLARE
  virtual record;
BEGIN
  LOCK TABLE freshet.gate IN ROW EXCLUSIVE MODE;
  SELECT c.schema_name, c.table_name, a.attname INTO virtual
  FROM freshet.touched() t(relation)
      JOIN freshet.captured_table c USING (relation)
      JOIN pg_attribute a ON a.attrelid = relation
  WHERE a.attgenerated = 'v' AND NOT a.attisdropped
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'virtual generated columns are not supported'
      USING ERRCODE = 'feature_not_supported',
            DETAIL = format('Column %I of table %I.%I is not stored, so the log does not have it.',
                            virtual.attname, virtual.schema_name, virtual.table_name),
            HINT = 'Write GENERATED ALWAYS AS (...) STORED.';
  END IF;
  PERFORM freshet.sweep();
  PERFORM freshet.note_table(relation)
  FROM (SELECT touched AS relation FROM freshet.touched()
        UNION
        SELECT c.relation FROM pg_event_trigger_ddl_commands() d JOIN freshet.captured_table c ON c.relation = d.objid
        WHERE d.classid = 'pg_class'::regclass) noted;
END
$$;

-- Tables that are gone, and tables that lost a constraint: a key leaves no trace in the table's own catalog rows, and
-- goes with its parent's or with a type that the command alone names.
CREATE OR REPLACE FUNCTION freshet.after_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
  LOCK TABLE freshet.gate IN ROW EXCLUSIVE MODE;
  PERFORM pg_logical_emit_message(
      true, freshet.note_prefix(), jsonb_build_object('dropped', d.objid::bigint)::text)
  FROM pg_event_trigger_dropped_objects() d
  WHERE d.object_type = 'table' AND NOT d.is_temporary;
  PERFORM freshet.note_table(c.relation)
  FROM pg_event_trigger_dropped_objects() d
      JOIN freshet.captured_table c
          ON c.schema_name = d.address_names[1] AND c.table_name = d.address_names[2]
  WHERE d.object_type = 'table constraint';
END
$$;

CREATE OR REPLACE FUNCTION freshet.refuse_publication() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'unsupported statement: %', CASE TG_TAG
      WHEN 'CREATE PUBLICATION' THEN 'CreatePublication' ELSE 'AlterPublication' END
    USING ERRCODE = 'feature_not_supported',
          HINT = 'Every table''s changes are captured already; create a CDC stream to receive them.';
END
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

REVOKE ALL ON ALL ROUTINES IN SCHEMA freshet FROM PUBLIC;

-- The publication comes before the trigger that refuses publications.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = 'freshet') THEN
    CREATE PUBLICATION freshet FOR ALL TABLES
      WITH (publish = 'insert, update, delete, truncate',
            publish_via_partition_root = true,
            publish_generated_columns = stored);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = 'freshet_after_ddl') THEN
    CREATE EVENT TRIGGER freshet_after_ddl ON ddl_command_end EXECUTE FUNCTION freshet.after_ddl();
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = 'freshet_after_drop') THEN
    CREATE EVENT TRIGGER freshet_after_drop ON sql_drop EXECUTE FUNCTION freshet.after_drop();
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = 'freshet_refuse_publication') THEN
    CREATE EVENT TRIGGER freshet_refuse_publication ON ddl_command_start
      WHEN TAG IN ('CREATE PUBLICATION', 'ALTER PUBLICATION') EXECUTE FUNCTION freshet.refuse_publication();
  END IF;
END
$$;

SELECT freshet.sweep();
