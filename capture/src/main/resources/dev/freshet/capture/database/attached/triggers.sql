-- What follows DDL within its own transaction, where Freshet may have event triggers. Needs attached.sql and ddl.sql.
--
-- A table that cannot be attended at once is left to polling: DDL of a user's must not fail or wait for long because
-- of capture. (ALTER PUBLICATION holds its lock until the end of the user's transaction.)
CREATE OR REPLACE FUNCTION freshet.attend_touched() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET session_replication_role = replica SET lock_timeout = '500ms'
AS $$
BEGIN
  PERFORM freshet.attend(p.relation, false)
  FROM freshet.pending p
  WHERE p.published
     OR EXISTS (SELECT FROM freshet.member m JOIN freshet.touched() d(relation) USING (relation)
                WHERE m.root = p.relation);
EXCEPTION
  WHEN lock_not_available OR deadlock_detected OR insufficient_privilege OR object_in_use THEN
    NULL;
END
$$;

CREATE OR REPLACE FUNCTION freshet.after_ddl() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET session_replication_role = replica
AS $$
BEGIN
  LOCK TABLE freshet.gate IN ROW EXCLUSIVE MODE;
  PERFORM freshet.attend_touched();
  PERFORM freshet.note_table(relation)
  FROM freshet.captured_table
      JOIN (SELECT freshet.touched() AS relation
            UNION
            SELECT d.objid FROM pg_event_trigger_ddl_commands() d WHERE d.classid = 'pg_class'::regclass) noted
          USING (relation);
END
$$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = 'freshet_after_ddl') THEN
    CREATE EVENT TRIGGER freshet_after_ddl ON ddl_command_end EXECUTE FUNCTION freshet.after_ddl();
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = 'freshet_after_drop') THEN
    CREATE EVENT TRIGGER freshet_after_drop ON sql_drop EXECUTE FUNCTION freshet.after_drop();
  END IF;
END
$$;
