-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE identity.failed_proofs;
DROP FUNCTION identity.mail_secret(uuid);
DROP FUNCTION identity.mail_recipient(uuid);
DROP FUNCTION identity.use_approval(uuid, text, uuid, uuid, timestamptz);
DROP TABLE identity.approvals;
DROP TABLE identity.tokens;
DROP TABLE identity.spent_refresh_tokens;
DROP TABLE identity.sessions;
DROP TABLE identity.login_index;
DROP TABLE identity.users;
DROP TABLE keys.data_keys;
DROP TABLE shop.tax_rules;
DROP TABLE shop.tenant_settings;
DROP TABLE shop.tenants;
