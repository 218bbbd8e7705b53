-- Roles, users and managed policies have an identifier, a name, a path and tags in common, and what hangs on them goes with them.
CREATE TABLE iam.entities (
    id          text PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('role', 'user', 'policy')),
    account     text NOT NULL,
    path        text NOT NULL,
    name        text NOT NULL,
    description text,
    created_at  timestamptz NOT NULL
);

-- IAM does not tell apart names that differ in case alone.
CREATE UNIQUE INDEX entities_name ON iam.entities (account, kind, lower(name));

CREATE TABLE iam.tags (
    entity_id text NOT NULL REFERENCES iam.entities ON DELETE CASCADE,
    key       text NOT NULL,
    value     text NOT NULL,
    PRIMARY KEY (entity_id, key)
);

CREATE TABLE iam.roles (
    id                  text PRIMARY KEY REFERENCES iam.entities ON DELETE CASCADE,
    trust_policy        text NOT NULL,
    max_session_seconds bigint NOT NULL
);

CREATE TABLE iam.inline_policies (
    entity_id text NOT NULL REFERENCES iam.entities ON DELETE CASCADE,
    name      text NOT NULL,
    document  text NOT NULL,
    PRIMARY KEY (entity_id, name)
);

-- By ARN, for AWS's own policies are not kept here.
CREATE TABLE iam.attached_policies (
    entity_id  text NOT NULL REFERENCES iam.entities ON DELETE CASCADE,
    policy_arn text NOT NULL,
    PRIMARY KEY (entity_id, policy_arn)
);

CREATE TABLE iam.boundaries (
    entity_id  text PRIMARY KEY REFERENCES iam.entities ON DELETE CASCADE,
    policy_arn text NOT NULL
);

CREATE TABLE iam.managed_policies (
    id              text PRIMARY KEY REFERENCES iam.entities ON DELETE CASCADE,
    default_version integer NOT NULL,
    last_version    integer NOT NULL
);

CREATE TABLE iam.managed_policy_versions (
    policy_id  text NOT NULL REFERENCES iam.managed_policies ON DELETE CASCADE,
    number     integer NOT NULL,
    document   text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (policy_id, number)
);

CREATE TABLE iam.access_keys (
    id         text PRIMARY KEY,
    user_id    text NOT NULL REFERENCES iam.entities ON DELETE CASCADE,
    secret     text NOT NULL,
    active     boolean NOT NULL,
    created_at timestamptz NOT NULL
);

-- Owners are not referenced: a session whose role or user is gone is nobody's, and expires by itself.
CREATE TABLE iam.sessions (
    access_key_id       text PRIMARY KEY,
    secret              text NOT NULL,
    token               text NOT NULL,
    owner_kind          text NOT NULL CHECK (owner_kind IN ('role', 'user', 'root')),
    owner_name          text,
    owner_id            text,
    session_name        text,
    issued_at           timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    policies            text[] NOT NULL,
    tag_keys            text[] NOT NULL,
    tag_values          text[] NOT NULL,
    transitive_tag_keys text[] NOT NULL,
    source_identity     text
);

CREATE INDEX sessions_expiry ON iam.sessions (expires_at);
