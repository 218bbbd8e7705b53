ALTER TABLE kinesis.data_streams
    ADD COLUMN warm_throughput_mibps integer NOT NULL DEFAULT 0,
    ADD COLUMN tag_keys text[] NOT NULL DEFAULT '{}',
    ADD COLUMN tag_values text[] NOT NULL DEFAULT '{}',
    ADD COLUMN resource_policy text,
    -- When these changes were made, as far as they still count towards a day's limit.
    ADD COLUMN mode_switches timestamptz[] NOT NULL DEFAULT '{}',
    ADD COLUMN scalings timestamptz[] NOT NULL DEFAULT '{}';

CREATE TABLE kinesis.consumers (
    data_stream uuid NOT NULL REFERENCES kinesis.data_streams ON DELETE CASCADE,
    name text NOT NULL,
    created timestamptz NOT NULL,
    status text NOT NULL,
    tag_keys text[] NOT NULL,
    tag_values text[] NOT NULL,
    resource_policy text,
    PRIMARY KEY (data_stream, name)
);

-- One row: the account's minimum throughput billing commitment.
CREATE TABLE kinesis.billing_commitment (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    started_at timestamptz NOT NULL,
    ends_at timestamptz
);
