-- SPDX-License-Identifier: GPL-3.0-or-later
-- Shops, their settings and tax rules; staff, sessions, tokens and approvals; wrapped data keys.

CREATE TABLE shop.tenants (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    zone text NOT NULL,
    business_day_cutoff smallint NOT NULL DEFAULT 0 CHECK (business_day_cutoff BETWEEN 0 AND 23),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
ALTER TABLE shop.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE shop.tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY of_this_shop ON shop.tenants
    USING (id = current_setting('pos.tenant')::uuid) WITH CHECK (id = current_setting('pos.tenant')::uuid);
GRANT SELECT, INSERT, UPDATE ON shop.tenants TO pos_app, pos_system;

CREATE TABLE shop.tenant_settings (
    tenant_id uuid PRIMARY KEY REFERENCES shop.tenants (id),
    language text NOT NULL DEFAULT 'id' CHECK (language IN ('id', 'en')),
    receipt_header text NOT NULL DEFAULT '' CHECK (length(receipt_header) <= 500),
    receipt_footer text NOT NULL DEFAULT '' CHECK (length(receipt_footer) <= 500),
    receipt_columns smallint NOT NULL DEFAULT 32 CHECK (receipt_columns IN (32, 48)),
    -- Cash is rounded to a multiple of this, in the smallest unit of the currency; 1 means no rounding.
    cash_rounding bigint NOT NULL DEFAULT 1 CHECK (cash_rounding BETWEEN 1 AND 100000),
    stock_policy text NOT NULL DEFAULT 'warn' CHECK (stock_policy IN ('allow', 'warn', 'block')),
    -- Where a tax is rounded: at each line, or once a document.
    tax_rounding text NOT NULL DEFAULT 'line' CHECK (tax_rounding IN ('line', 'document')),
    -- The largest discount a role gives without an approval, in hundredths of a percent. Owners have no limit.
    cashier_discount_bp integer NOT NULL DEFAULT 1000 CHECK (cashier_discount_bp BETWEEN 0 AND 10000),
    manager_discount_bp integer NOT NULL DEFAULT 5000 CHECK (manager_discount_bp BETWEEN 0 AND 10000),
    version bigint NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL
);
SELECT pos_admin.protect('shop.tenant_settings');

CREATE TABLE shop.tax_rules (
    tenant_id uuid NOT NULL REFERENCES shop.tenants (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- Which goods it is for: a product carries the word, a rule answers to it.
    tax_class text NOT NULL DEFAULT 'standard' CHECK (tax_class ~ '^[a-z0-9_]{1,30}$'),
    rate_ppm integer NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000), -- 12 % is 120000
    base_num integer NOT NULL DEFAULT 1 CHECK (base_num BETWEEN 1 AND 1000000),
    base_den integer NOT NULL DEFAULT 1 CHECK (base_den BETWEEN 1 AND 1000000),
    inclusive boolean NOT NULL,
    valid_from date,  -- first business day; NULL is always
    valid_until date, -- first business day it no longer holds for; NULL is for ever
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (valid_until > valid_from),
    CHECK (base_num <= base_den)
);
SELECT pos_admin.protect('shop.tax_rules');
CREATE INDEX tax_rules_by_class ON shop.tax_rules (tenant_id, tax_class, valid_from);

-- One key a person. The wrapped key goes when the person is erased; the row stays as the proof of it.
CREATE TABLE keys.data_keys (
    tenant_id uuid NOT NULL REFERENCES shop.tenants (id),
    id uuid NOT NULL, -- the person's pseudonym, subject_pid elsewhere
    wrapped bytea,
    kek_version integer NOT NULL,
    created_at timestamptz NOT NULL,
    destroyed_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
SELECT pos_admin.protect('keys.data_keys');
REVOKE DELETE ON keys.data_keys FROM pos_app;

-- An invited person is a user whose status is 'invited': no name, no password yet.
CREATE TABLE identity.users (
    tenant_id uuid NOT NULL REFERENCES shop.tenants (id),
    id uuid NOT NULL,
    subject_pid uuid NOT NULL,
    name_enc bytea,
    email_enc bytea,
    email_hash bytea,
    phone_enc bytea,
    phone_hash bytea,
    hash_version smallint NOT NULL,
    password_hash text,
    pin_hash text,
    role text NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'privacy_officer')),
    status text NOT NULL CHECK (status IN ('invited', 'unverified', 'active', 'suspended', 'deleted')),
    language text NOT NULL CHECK (language IN ('id', 'en')),
    invited_by uuid,
    verified_at timestamptz,
    deleted_at timestamptz,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, subject_pid) REFERENCES keys.data_keys (tenant_id, id),
    UNIQUE (tenant_id, email_hash),
    CHECK (status IN ('invited', 'deleted') OR (password_hash IS NOT NULL AND name_enc IS NOT NULL AND email_enc IS NOT NULL))
);
SELECT pos_admin.protect('identity.users');
CREATE INDEX users_by_phone ON identity.users (tenant_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- Which shops an e-mail may sign in to: keyed hash over "login" and the address. One shop sees its own rows
-- alone; the search over all shops is the system role's.
CREATE TABLE identity.login_index (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    login_hash bytea NOT NULL,
    hash_version smallint NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES identity.users (tenant_id, id)
);
SELECT pos_admin.protect('identity.login_index');
CREATE INDEX login_index_by_hash ON identity.login_index (login_hash);

-- A session is also the family of its refresh tokens: the newest one's hash is here, spent ones beside.
CREATE TABLE identity.sessions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    refresh_hash bytea NOT NULL,
    terminal smallint NOT NULL CHECK (terminal > 0), -- its number range in this shop: T01, T02, …
    agent_enc bytea,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    rotated_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text CHECK (end_reason IN ('logout', 'ended', 'expired', 'reuse', 'password', 'role', 'suspended', 'deleted')),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES identity.users (tenant_id, id),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
SELECT pos_admin.protect('identity.sessions');
CREATE UNIQUE INDEX sessions_one_per_terminal ON identity.sessions (tenant_id, terminal) WHERE ended_at IS NULL;
CREATE INDEX sessions_by_user ON identity.sessions (tenant_id, user_id) WHERE ended_at IS NULL;

CREATE TABLE identity.spent_refresh_tokens (
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    refresh_hash bytea NOT NULL,
    PRIMARY KEY (tenant_id, session_id, refresh_hash),
    FOREIGN KEY (tenant_id, session_id) REFERENCES identity.sessions (tenant_id, id) ON DELETE CASCADE
);
SELECT pos_admin.protect('identity.spent_refresh_tokens');

-- Links sent by mail. The hash proves a token; secret_enc lets the mail be written, and goes when it is used.
CREATE TABLE identity.tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('verification', 'reset', 'invitation')),
    secret_hash bytea NOT NULL,
    secret_enc bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES identity.users (tenant_id, id)
);
SELECT pos_admin.protect('identity.tokens');
CREATE INDEX tokens_by_user ON identity.tokens (tenant_id, user_id, purpose) WHERE used_at IS NULL;

-- A manager's yes to one action on one thing, asked for by one person, good once.
CREATE TABLE identity.approvals (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    approver_id uuid NOT NULL,
    requested_by uuid NOT NULL,
    action text NOT NULL CHECK (action IN ('order.void', 'order.refund', 'order.discount')),
    resource_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, approver_id) REFERENCES identity.users (tenant_id, id),
    FOREIGN KEY (tenant_id, requested_by) REFERENCES identity.users (tenant_id, id)
);
SELECT pos_admin.protect('identity.approvals');

-- Uses the approval up and returns who gave it; NULL when it is not for this, used, too old or another shop's.
CREATE FUNCTION identity.use_approval(approval uuid, wanted_action text, wanted_resource uuid, by_user uuid, at_time timestamptz)
RETURNS uuid LANGUAGE sql SET search_path = '' AS $$
    UPDATE identity.approvals SET used_at = at_time
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND id = approval AND action = wanted_action
      AND resource_id IS NOT DISTINCT FROM wanted_resource AND requested_by = by_user
      AND used_at IS NULL AND expires_at > at_time
    RETURNING approver_id
$$;

-- What a mail is written from: the person's sealed name and address, and the sealed link. Used links have none.
CREATE FUNCTION identity.mail_recipient(recipient uuid)
RETURNS TABLE (subject_pid uuid, name_enc bytea, email_enc bytea, language text, status text)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT u.subject_pid, u.name_enc, u.email_enc, u.language, u.status FROM identity.users u
    WHERE u.tenant_id = current_setting('pos.tenant')::uuid AND u.id = recipient
$$;
CREATE FUNCTION identity.mail_secret(token uuid)
RETURNS TABLE (subject_pid uuid, secret_enc bytea, purpose text, expires_at timestamptz)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT u.subject_pid, t.secret_enc, t.purpose, t.expires_at
    FROM identity.tokens t JOIN identity.users u ON u.tenant_id = t.tenant_id AND u.id = t.user_id
    WHERE t.tenant_id = current_setting('pos.tenant')::uuid AND t.id = token AND t.used_at IS NULL
$$;

-- Failed proofs by login hash, by address hash and by user, whether or not such a person exists.
-- Belongs to no shop: the system role alone reads and writes it.
CREATE TABLE identity.failed_proofs (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('login', 'address', 'user')),
    key_hash bytea NOT NULL,
    failed_at timestamptz NOT NULL
);
CREATE INDEX failed_proofs_by_key ON identity.failed_proofs (kind, key_hash, failed_at);
GRANT SELECT, INSERT, DELETE ON identity.failed_proofs TO pos_system;
