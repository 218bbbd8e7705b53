-- What a database has so that its changes can be captured exactly, on a server that Freshet owns (PostgreSQL 18).
-- Run as superuser, after seal.sql, notes.sql and ddl.sql in one transaction; running it again changes nothing or
-- brings it up to date.
--
-- All functions run with a fixed search path. Those that an ordinary user's DDL sets off are SECURITY DEFINER, and
-- run with session_replication_role = replica, so that the DDL they do themselves sets off no event trigger again.

-- The tables whose rows are captured, and what each must have.
CREATE OR REPLACE VIEW freshet.captured_table AS
SELECT c.oid AS relation,
       n.nspname AS schema_name,
       c.relname AS table_name,
       c.relreplident AS identity,
       -- Only the old row has a value stored out of line that an update did not change; only the whole old row tells
       -- which of the rows without a key it was; a deferrable key is no replica identity. A partition's rows are
       -- published as its root's, so a key that is not part of the root's is none.
       CASE WHEN c.reltoastrelid <> 0
              OR NOT EXISTS (SELECT FROM pg_catalog.pg_index i
                             WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate
                               AND (NOT c.relispartition
                                    OR pg_catalog.pg_partition_root(c.oid) =
                                       (SELECT r.indrelid FROM pg_catalog.pg_index r
                                        WHERE r.indexrelid = pg_catalog.pg_partition_root(i.indexrelid))))
            THEN 'f'::"char" ELSE 'd'::"char" END AS identity_wanted,
       EXISTS (SELECT FROM pg_catalog.pg_trigger t
               WHERE t.tgrelid = c.oid AND t.tgname = 'freshet_refuses_truncate' AND t.tgenabled = 'A'
                 AND t.tgfoid = pg_catalog.to_regproc('freshet.refuse_truncate')
                 AND t.tgtype = 2 + 32) AS refuses_truncate -- before, truncate, for each statement
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'freshet');

-- pg_restore --jobs empties a table that it just made before it fills it, to go without the log where that is allowed.
-- Where nothing is lost that is let through, and noted, so that capture raises no alarm. (Under another isolation level
-- there may be rows that are not seen.)
CREATE OR REPLACE FUNCTION freshet.refuse_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  is_empty boolean := false;
BEGIN
  IF current_setting('application_name') = 'pg_restore'
     AND current_setting('transaction_isolation') = 'read committed' THEN
    EXECUTE format('SELECT NOT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO is_empty;
  END IF;
  IF is_empty THEN
    PERFORM pg_logical_emit_message(
        true, freshet.note_prefix(), jsonb_build_object('emptied', TG_RELID::bigint)::text);
    RETURN NULL;
  END IF;
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
  FROM freshet.captured_table
      JOIN (SELECT freshet.touched() AS relation
            UNION
            SELECT d.objid FROM pg_event_trigger_ddl_commands() d WHERE d.classid = 'pg_class'::regclass) noted
          USING (relation);
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
