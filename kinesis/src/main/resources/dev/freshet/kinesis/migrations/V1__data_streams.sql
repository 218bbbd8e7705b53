CREATE TABLE kinesis.data_streams (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    created timestamptz NOT NULL,
    status text NOT NULL,
    mode text NOT NULL,
    retention_hours integer NOT NULL,
    max_record_kib integer NOT NULL,
    shard_metrics text[] NOT NULL
);

CREATE TABLE kinesis.shards (
    data_stream uuid NOT NULL REFERENCES kinesis.data_streams ON DELETE CASCADE,
    number integer NOT NULL,
    parents integer[] NOT NULL,
    starting_hash_key numeric(39) NOT NULL,
    ending_hash_key numeric(39) NOT NULL,
    created_second bigint NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (data_stream, number)
);

-- One row: what shard iterators and pagination tokens are sealed with.
CREATE TABLE kinesis.sealing_key (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    key bytea NOT NULL
);
