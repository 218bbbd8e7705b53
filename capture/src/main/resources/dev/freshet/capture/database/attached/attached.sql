-- What a database on somebody else's server has so that its changes can be captured (PostgreSQL 14 to 18). Needs
-- notes.sql, and the view freshet.member of members.sql. Run in one transaction; repeatable.
--
-- Nothing here breaks what the database's users do: a table is published only when its replica identity is right, and
-- leaves the publication before a publication of a user's own could make its updates fail.

-- Which of the users' tables are captured, and why the others are not. Their names are for those who read it after the
-- table is gone.
CREATE TABLE IF NOT EXISTS freshet.attached_table (
  relation oid PRIMARY KEY,
  schema_name name NOT NULL,
  table_name name NOT NULL,
  captured_since timestamptz,
  left_out text,
  -- It was there before Freshet with an identity that is not right, and nobody has said that it may be changed.
  keeps_identity boolean NOT NULL DEFAULT false,
  -- As the log was told last, where no event trigger tells it.
  description jsonb,
  CHECK ((captured_since IS NULL) = (left_out IS NOT NULL))
);

-- What the replica identity was before Freshet changed it; detaching puts it back.
CREATE TABLE IF NOT EXISTS freshet.former_identity (
  relation oid PRIMARY KEY,
  identity "char" NOT NULL,
  index_name name
);

-- One row: whose the objects of this schema are, and when the tables that were there had been attended to.
CREATE TABLE IF NOT EXISTS freshet.attachment (
  cluster text PRIMARY KEY,
  attached_at timestamptz NOT NULL DEFAULT now()
);

-- Readable, for pg_dump locks and reads what it dumps.
GRANT SELECT ON freshet.attached_table, freshet.former_identity, freshet.attachment TO PUBLIC;

CREATE OR REPLACE VIEW freshet.candidate AS
SELECT c.oid AS relation,
       n.nspname AS schema_name,
       c.relname AS table_name,
       bool_and(m.identity_right) AS identity_right,
       min(m.obstacle) AS obstacle,
       EXISTS (SELECT FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
               WHERE r.prrelid = c.oid AND p.pubname = 'freshet') AS published
FROM freshet.member m
  JOIN pg_catalog.pg_class c ON c.oid = m.root
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
GROUP BY c.oid, n.nspname, c.relname;

-- The candidates that are not as they should be, or not written down as they are.
CREATE OR REPLACE VIEW freshet.pending AS
SELECT c.relation, c.published
FROM freshet.candidate c LEFT JOIN freshet.attached_table t USING (relation)
WHERE t.relation IS NULL
   OR (c.schema_name, c.table_name) IS DISTINCT FROM (t.schema_name, t.table_name)
   OR CASE WHEN c.obstacle IS NOT NULL THEN c.published OR c.obstacle IS DISTINCT FROM t.left_out
           WHEN c.identity_right THEN NOT c.published OR t.left_out IS NOT NULL
           ELSE c.published OR NOT t.keeps_identity OR t.left_out IS DISTINCT FROM 'IDENTITY' END;

CREATE OR REPLACE VIEW freshet.captured_table AS
SELECT c.oid AS relation, n.nspname AS schema_name, c.relname AS table_name
FROM freshet.attached_table t
  JOIN pg_catalog.pg_class c ON c.oid = t.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE t.captured_since IS NOT NULL;

CREATE OR REPLACE FUNCTION freshet.set_identity(changed oid, wanted "char") RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO freshet.former_identity
  SELECT c.oid, c.relreplident,
         (SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
          WHERE x.indrelid = c.oid AND x.indisreplident)
  FROM pg_class c WHERE c.oid = changed
  ON CONFLICT DO NOTHING;
  EXECUTE format('ALTER TABLE ONLY %s REPLICA IDENTITY %s', changed::regclass,
                 CASE wanted WHEN 'f' THEN 'FULL' ELSE 'DEFAULT' END);
END
$$;

-- Puts the identity back; null when it was not Freshet's to put back any more, else what it is now.
CREATE OR REPLACE FUNCTION freshet.restore_identity(changed oid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  former freshet.former_identity;
  clause text;
BEGIN
  DELETE FROM freshet.former_identity f WHERE f.relation = changed RETURNING f.* INTO former;
  IF NOT FOUND OR NOT EXISTS (SELECT FROM pg_class WHERE oid = changed) THEN
    RETURN NULL;
  END IF;
  clause := CASE former.identity
      WHEN 'n' THEN 'NOTHING'
      WHEN 'f' THEN 'FULL'
      WHEN 'i' THEN (SELECT format('USING INDEX %I', i.relname)
                     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                     WHERE x.indrelid = changed AND i.relname = former.index_name)
      END;
  clause := coalesce(clause, 'DEFAULT'); -- also where the index is gone
  EXECUTE format('ALTER TABLE ONLY %s REPLICA IDENTITY %s', changed::regclass, clause);
  RETURN clause;
END
$$;

-- Brings one table to where it should be: into the publication, or out of it.
--
-- mends: whether the identity may be changed even of a table that keeps it.
CREATE OR REPLACE FUNCTION freshet.attend(attended oid, mends boolean) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  c freshet.candidate;
  keeps boolean;
BEGIN
  SELECT * INTO c FROM freshet.candidate WHERE relation = attended;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  keeps := NOT mends AND EXISTS (SELECT FROM freshet.attached_table WHERE relation = attended AND keeps_identity);
  IF c.obstacle IS NULL AND NOT c.identity_right AND (c.published OR NOT keeps) THEN
    PERFORM freshet.set_identity(m.relation, m.identity_wanted)
    FROM freshet.member m WHERE m.root = attended AND NOT m.identity_right;
    c.identity_right := true;
  END IF;
  IF c.obstacle IS NULL AND c.identity_right THEN
    IF NOT c.published THEN
      EXECUTE format('ALTER PUBLICATION freshet ADD TABLE ONLY %s', attended::regclass);
    END IF;
    INSERT INTO freshet.attached_table AS t (relation, schema_name, table_name, captured_since)
    VALUES (attended, c.schema_name, c.table_name, clock_timestamp())
    ON CONFLICT (relation) DO UPDATE
    SET schema_name = excluded.schema_name, table_name = excluded.table_name, left_out = NULL, keeps_identity = false,
        captured_since = CASE WHEN c.published THEN coalesce(t.captured_since, excluded.captured_since)
                              ELSE excluded.captured_since END;
    PERFORM freshet.note_table(attended);
  ELSE
    IF c.published THEN
      EXECUTE format('ALTER PUBLICATION freshet DROP TABLE ONLY %s', attended::regclass);
    END IF;
    IF c.obstacle IS NOT NULL THEN
      PERFORM freshet.restore_identity(f.relation)
      FROM freshet.former_identity f JOIN freshet.member m USING (relation) WHERE m.root = attended;
    END IF;
    INSERT INTO freshet.attached_table AS t (relation, schema_name, table_name, left_out)
    VALUES (attended, c.schema_name, c.table_name, coalesce(c.obstacle, 'IDENTITY'))
    ON CONFLICT (relation) DO UPDATE
    SET schema_name = excluded.schema_name, table_name = excluded.table_name,
        left_out = excluded.left_out, captured_since = NULL, keeps_identity = t.keeps_identity AND keeps;
  END IF;
END
$$;

-- Tells the log of the captured tables that changed, and forgets those that are gone, where no event trigger does.
CREATE OR REPLACE FUNCTION freshet.note_changes() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  t record;
BEGIN
  LOCK TABLE freshet.gate IN ROW EXCLUSIVE MODE;
  FOR t IN
    DELETE FROM freshet.attached_table a WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = a.relation)
    RETURNING a.relation
  LOOP
    PERFORM pg_logical_emit_message(
        true, freshet.note_prefix(), jsonb_build_object('dropped', t.relation::bigint)::text);
  END LOOP;
  DELETE FROM freshet.former_identity f WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = f.relation);
  FOR t IN
    SELECT a.relation, d.description
    FROM freshet.attached_table a CROSS JOIN LATERAL freshet.describe(a.relation) AS d(description)
    WHERE a.captured_since IS NOT NULL AND a.description IS DISTINCT FROM d.description
  LOOP
    PERFORM freshet.note_table(t.relation);
    UPDATE freshet.attached_table a SET description = t.description WHERE a.relation = t.relation;
  END LOOP;
END
$$;
