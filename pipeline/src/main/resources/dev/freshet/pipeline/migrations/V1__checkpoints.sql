-- Where each CDC stream goes on after a restart. The tables' schemas are a document of capture's own, kept as it wrote
-- it; half-empty pages let the frequent moves of the position stay within their page.
CREATE TABLE checkpoints (
    cdc_stream_id text PRIMARY KEY,
    cluster_id text NOT NULL,
    position pg_lsn NOT NULL,
    last_commit_time_nanos bigint NOT NULL,
    table_schemas text NOT NULL,
    system_identifier text NOT NULL,
    timeline integer NOT NULL
) WITH (fillfactor = 50);

-- The latest time that a CDC stream of the cluster had when it was deleted; the next fence's floor lies beyond it.
CREATE TABLE forgotten_times (
    cluster_id text PRIMARY KEY,
    last_commit_time_nanos bigint NOT NULL
);
