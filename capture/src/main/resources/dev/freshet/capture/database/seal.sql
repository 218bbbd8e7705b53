-- What seals Freshet's notes in the log where Freshet is superuser: a role's password. Any role may write logical
-- messages, but none that is no superuser can name the prefix.

CREATE SCHEMA IF NOT EXISTS freshet;
GRANT USAGE ON SCHEMA freshet TO PUBLIC;

-- The password is random and known to nobody. The role is one for all databases of the server; what it may use in
-- each keeps it from being dropped while any of them needs it.
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

GRANT USAGE ON SCHEMA freshet TO freshet_seal;

CREATE OR REPLACE FUNCTION freshet.note_prefix() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT 'freshet.' || left(encode(sha256(convert_to(rolpassword, 'UTF8')), 'hex'), 32)
  FROM pg_authid WHERE rolname = 'freshet_seal'
$$;
