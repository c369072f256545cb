-- SPDX-License-Identifier: GPL-3.0-or-later
-- The key pairs that sign access tokens, where the keys are in Vault: sealed with a data key that Vault has wrapped.
-- The system's alone: no request reads them.
CREATE TABLE keys.signing_keys (
    id uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    kek_version integer NOT NULL,
    private_enc bytea NOT NULL,
    created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.signing_keys TO pos_system;

-- Rotated keys are looked for by what they are wrapped with.
CREATE INDEX data_keys_by_version ON keys.data_keys (kek_version) WHERE wrapped IS NOT NULL;
