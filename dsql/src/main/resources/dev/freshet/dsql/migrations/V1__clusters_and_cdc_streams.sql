CREATE TABLE clusters (
    id text PRIMARY KEY,
    status text NOT NULL,
    created_at timestamptz NOT NULL,
    deletion_protection boolean NOT NULL,
    tags jsonb NOT NULL
);

CREATE TABLE cdc_streams (
    id text PRIMARY KEY,
    cluster_id text NOT NULL REFERENCES clusters,
    status text NOT NULL,
    -- Why it is IMPAIRED or FAILED, and since when; null in the other states.
    error text,
    error_since timestamptz,
    created_at timestamptz NOT NULL,
    data_stream_arn text NOT NULL,
    role_arn text NOT NULL,
    tags jsonb NOT NULL,
    CHECK ((status IN ('IMPAIRED', 'FAILED')) = (error IS NOT NULL AND error_since IS NOT NULL))
);

CREATE INDEX ON cdc_streams (cluster_id);

-- Calls with a client token, so that a repetition has no effect.
CREATE TABLE remembered_calls (
    operation text NOT NULL,
    client_token text NOT NULL,
    request text NOT NULL,
    answer text NOT NULL,
    called_at timestamptz NOT NULL,
    PRIMARY KEY (operation, client_token)
);
