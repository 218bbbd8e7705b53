-- What seals Freshet's notes in the log where Freshet is no superuser: a secret of its own sessions, which alone write
-- notes there.

CREATE SCHEMA IF NOT EXISTS freshet;
GRANT USAGE ON SCHEMA freshet TO PUBLIC;

CREATE OR REPLACE FUNCTION freshet.note_prefix() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT 'freshet.' || left(encode(sha256(convert_to(current_setting('freshet.seal'), 'UTF8')), 'hex'), 32)
$$;
