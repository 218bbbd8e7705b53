-- What event triggers tell of DDL, on every database where Freshet may have them. Needs notes.sql.

-- The relations whose catalog rows this transaction wrote, subtransactions too: what is visible and not older than
-- the transaction. (One that another transaction changed and committed meanwhile may be among them, which does no
-- harm.)
CREATE OR REPLACE FUNCTION freshet.touched() RETURNS SETOF oid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  WITH own AS MATERIALIZED (SELECT age(pg_current_xact_id()::xid) AS transaction_age)
  SELECT c.oid FROM pg_class c, own WHERE age(c.xmin) <= transaction_age
  UNION SELECT a.attrelid FROM pg_attribute a, own WHERE age(a.xmin) <= transaction_age AND a.attnum > 0
  UNION SELECT i.indrelid FROM pg_index i, own WHERE age(i.xmin) <= transaction_age
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
