-- Where each CDC stream goes on after a restart. The schemas are a document of capture's own, kept as it wrote them; they
-- are moved out of line, so that the frequent updates of the position do not copy them.
CREATE TABLE checkpoints (
    cdc_stream_id text PRIMARY KEY,
    position pg_lsn NOT NULL,
    last_commit_time_nanos bigint NOT NULL,
    table_schemas text NOT NULL,
    system_identifier text NOT NULL,
    timeline integer NOT NULL
) WITH (fillfactor = 50);
