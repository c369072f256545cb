-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each consumer behind a broker has had: a broker may bring an event twice. Kept as long as the broker may keep
-- the event, and taken away by the consumer itself.
CREATE TABLE events.handled (
    consumer   text        NOT NULL,
    event_id   uuid        NOT NULL,
    handled_at timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX handled_by_age ON events.handled USING brin (handled_at);
GRANT SELECT, INSERT, DELETE ON events.handled TO pos_system;
