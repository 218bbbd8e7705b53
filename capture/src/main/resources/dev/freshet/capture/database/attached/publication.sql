-- The publication, empty at first: tables come into it one by one, as each is found right.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = 'freshet') THEN
    EXECUTE 'CREATE PUBLICATION freshet WITH (publish = ''insert, update, delete, truncate'', '
        || 'publish_via_partition_root = true'
        || CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 180000
                THEN ', publish_generated_columns = stored)' ELSE ')' END;
  END IF;
END
$$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA freshet FROM PUBLIC;
