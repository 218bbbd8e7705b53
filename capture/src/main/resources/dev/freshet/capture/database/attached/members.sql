-- Every table that could be captured, with its partitions, and what keeps each from it. A query: it is asked before
-- anything is installed, and becomes the view freshet.member afterwards. PostgreSQL 14 to 18, hence to_jsonb where a
-- column of the catalog is younger. {polled} is true where DDL is found by polling.
SELECT root.oid AS root,
       c.oid AS relation,
       n.nspname AS schema_name,
       c.relname AS table_name,
       w.identity_wanted,
       c.relreplident = 'f'
         OR w.identity_wanted = 'd' AND (c.relreplident = 'd' OR c.relreplident = 'i' AND w.key_is_identity)
         AS identity_right,
       CASE
         WHEN NOT pg_catalog.pg_has_role(root.relowner, 'USAGE') THEN 'NOT_OWNER'
         WHEN c.relpersistence <> 'p' THEN 'UNLOGGED'
         WHEN c.relkind = 'f' THEN 'FOREIGN_PARTITION'
         -- A partition that nobody has seen yet has the identity DEFAULT. Until it is found, updates of it would fail
         -- where there is no key, and leave out values stored out of line where there is one.
         WHEN {polled} AND root.relkind = 'p' THEN 'PARTITIONED'
         WHEN w.identity_wanted = 'f' AND g.has_virtual THEN 'VIRTUAL_COLUMN'
         WHEN w.identity_wanted = 'f' AND o.has_column_list THEN 'COLUMN_LIST'
         WHEN w.identity_wanted = 'f' AND o.lacks_generated THEN 'GENERATED_COLUMN'
       END AS obstacle,
       g.unpublished AS unpublished_columns
FROM pg_catalog.pg_class root
  JOIN pg_catalog.pg_namespace root_schema ON root_schema.oid = root.relnamespace
  CROSS JOIN LATERAL (
    -- Not pg_partition_tree, which locks what it finds.
    WITH RECURSIVE part AS (
      SELECT root.oid AS relid
      UNION ALL
      SELECT i.inhrelid FROM part JOIN pg_catalog.pg_inherits i ON i.inhparent = part.relid WHERE root.relkind = 'p')
    SELECT relid FROM part) tree
  JOIN pg_catalog.pg_class c ON c.oid = tree.relid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(i.indisreplident), false) AS key_is_identity,
           -- Only the old row has a value stored out of line that an update did not change; only the whole old row
           -- tells which of the rows without a key it was; a deferrable key is no replica identity. A partition's rows
           -- are published as its root's, so a key that is not part of the root's is none. Somebody else may need the
           -- index that is one, and FULL serves both. Where DDL is found late, the key may be gone or such a column
           -- there before anybody looks.
           CASE WHEN {polled} OR c.reltoastrelid <> 0 OR count(*) = 0
                  OR c.relreplident = 'i' AND NOT coalesce(bool_or(i.indisreplident), false)
                THEN 'f'::"char" ELSE 'd'::"char" END AS identity_wanted
    FROM pg_catalog.pg_index i
    WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate
      AND (NOT c.relispartition
           OR root.oid = (SELECT r.indrelid FROM pg_catalog.pg_index r
                          WHERE r.indexrelid = pg_catalog.pg_partition_root(i.indexrelid)))) w
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(a.attgenerated = 'v'), false) AS has_virtual,
           coalesce(bool_or(a.attgenerated = 's'), false) AS has_stored,
           coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (
               WHERE a.attgenerated = 'v'
                  OR a.attgenerated = 's' AND pg_catalog.current_setting('server_version_num')::int < 180000),
               '{}') AS unpublished
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> '') g
  -- With the identity FULL a user's own publication makes updates fail when it leaves a column out.
  CROSS JOIN LATERAL (
    SELECT EXISTS (
             SELECT FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
             WHERE r.prrelid IN (c.oid, root.oid) AND p.pubname <> 'freshet' AND (p.pubupdate OR p.pubdelete)
               AND to_jsonb(r) ->> 'prattrs' IS NOT NULL) AS has_column_list,
           g.has_stored AND pg_catalog.current_setting('server_version_num')::int >= 180000 AND EXISTS (
             SELECT FROM pg_catalog.pg_publication_tables t JOIN pg_catalog.pg_publication p USING (pubname)
             WHERE (t.schemaname, t.tablename) IN ((n.nspname, c.relname), (root_schema.nspname, root.relname))
               AND p.pubname <> 'freshet' AND (p.pubupdate OR p.pubdelete)
               AND to_jsonb(p) ->> 'pubgencols' IS DISTINCT FROM 's') AS lacks_generated) o
WHERE root.relkind IN ('r', 'p') AND NOT root.relispartition AND root.relpersistence <> 't'
  AND root_schema.nspname NOT IN ('pg_catalog', 'information_schema', 'freshet')
