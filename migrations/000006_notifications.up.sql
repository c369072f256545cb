-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mails to people, sealed with the person's own data key: whoever it goes to, what it says, the link or code in it.
CREATE TABLE mail.messages (
    tenant_id       uuid        NOT NULL REFERENCES shop.tenants (id),
    id              uuid        NOT NULL, -- of the event that asked for it: asking twice makes one mail
    template        text        NOT NULL CHECK (template IN ('verification', 'invitation', 'reset', 'password_changed', 'test')),
    language        text        NOT NULL CHECK (language IN ('id', 'en')),
    user_id         uuid        NOT NULL,
    subject_pid     uuid        NOT NULL,
    recipient_enc   bytea       NOT NULL,
    title_enc       bytea       NOT NULL,
    text_enc        bytea       NOT NULL,
    html_enc        bytea       NOT NULL,
    -- kept: there is no mail server, the window shows it. queued: on its way. failed: given up.
    status          text        NOT NULL CHECK (status IN ('kept', 'queued', 'sent', 'failed')),
    tries           integer     NOT NULL DEFAULT 0,
    next_try_at     timestamptz,
    error           text,
    created_at      timestamptz NOT NULL,
    sent_at         timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES identity.users (tenant_id, id),
    FOREIGN KEY (tenant_id, subject_pid) REFERENCES keys.data_keys (tenant_id, id),
    CHECK ((status = 'queued') = (next_try_at IS NOT NULL)),
    CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);
SELECT pos_admin.protect('mail.messages');
CREATE INDEX messages_newest ON mail.messages (tenant_id, created_at, id);
CREATE INDEX messages_to_send ON mail.messages (next_try_at) WHERE status = 'queued';
