-- Transactions that PostgreSQL cannot decode and an operator gave up, by name. One that was asked for and not yet met is
-- not skipped yet.
CREATE TABLE skipped_transactions (
    cdc_stream_id text NOT NULL,
    commit_position pg_lsn NOT NULL,
    xid bigint NOT NULL,
    table_name text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    skipped_at timestamptz,
    PRIMARY KEY (cdc_stream_id, commit_position)
);
