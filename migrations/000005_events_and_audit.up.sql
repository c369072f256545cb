-- SPDX-License-Identifier: GPL-3.0-or-later
-- The outbox and how far each consumer has read it; the audit trail in monthly partitions.

-- Events leave with the transaction that made them. `xid` says when a row may be read: below the oldest running
-- transaction nothing can appear any more. `seq` says in which order: it is taken while the aggregate is locked,
-- whereas a transaction that waited for that lock may have the older xid.
CREATE TABLE events.outbox (
    xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),
    seq         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    shard       smallint    NOT NULL CHECK (shard BETWEEN 0 AND 7), -- of tenant and subject
    id          uuid        NOT NULL,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    source      text        NOT NULL,
    tenant_id   uuid,
    subject     text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    data        jsonb       NOT NULL,
    PRIMARY KEY (shard, xid, seq)
);
-- A queue: it lives on its newest pages, so dead rows are taken away early.
ALTER TABLE events.outbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
ALTER TABLE events.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE events.outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY of_this_shop ON events.outbox FOR INSERT TO pos_app
    WITH CHECK (tenant_id = current_setting('pos.tenant')::uuid);
CREATE POLICY after_a_restore ON events.outbox TO pos_owner USING (true); -- events.rebase()
GRANT INSERT ON events.outbox TO pos_app;
GRANT SELECT, INSERT, DELETE ON events.outbox TO pos_system;

-- Where a consumer stands in a shard. It works through windows of transactions, [from_xid, until_xid), each in the
-- order of seq: everything before from_xid is done, and within the window everything up to seq. The row's lock is
-- what keeps two processes from working on one shard.
CREATE TABLE events.cursors (
    consumer  text        NOT NULL,
    shard     smallint    NOT NULL,
    from_xid  xid8        NOT NULL DEFAULT '0',
    until_xid xid8        NOT NULL DEFAULT '0',
    seq       bigint      NOT NULL DEFAULT 0,
    tries     integer     NOT NULL DEFAULT 0, -- of the event that comes next
    retry_at  timestamptz,
    error     text,
    PRIMARY KEY (consumer, shard)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON events.cursors TO pos_system;

-- Events a consumer could not take. They lie here until somebody says "again"; the others went on.
CREATE TABLE events.parked (
    consumer    text        NOT NULL,
    id          uuid        NOT NULL,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    source      text        NOT NULL,
    tenant_id   uuid,
    subject     text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    data        jsonb       NOT NULL,
    seq         bigint      NOT NULL,
    error       text        NOT NULL,
    tries       integer     NOT NULL,
    parked_at   timestamptz NOT NULL,
    retry_at    timestamptz, -- set by "again", cleared by a failure
    PRIMARY KEY (consumer, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON events.parked TO pos_system;

-- Until when some dispatcher polls anyway. A NOTIFY takes a lock of the whole cluster at COMMIT, so under load,
-- when nobody sleeps, appending events must not send one.
CREATE UNLOGGED TABLE events.awake (
    one   boolean     PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);
GRANT SELECT ON events.awake TO pos_app;
GRANT SELECT, INSERT, UPDATE ON events.awake TO pos_system;

CREATE FUNCTION events.wake() RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM events.awake WHERE until > clock_timestamp()) THEN
        PERFORM pg_notify('pos_outbox', '');
    END IF;
    RETURN true;
END $$;

-- The end of the window that begins at from_xid: nothing at or above it may hold an event that comes before, in its
-- own key, an event inside the window. Some thousand events at a time, so that a long backlog is not sorted again
-- for each batch; where no such short window can be cut, everything there is.
CREATE FUNCTION events.window_end(of_shard smallint, from_xid xid8) RETURNS xid8
LANGUAGE plpgsql STABLE SET search_path = '' SET enable_nestloop = off AS $$ -- the planner never knows how long a queue is
DECLARE
    newest    xid8 := pg_snapshot_xmin(pg_current_snapshot());
    edge      xid8;
    overtaken xid8;
BEGIN
    SELECT o.xid INTO edge FROM events.outbox o
    WHERE o.shard = of_shard AND o.xid >= window_end.from_xid ORDER BY o.xid, o.seq OFFSET 5000 LIMIT 1;
    edge := least(edge, newest);
    LOOP
        WITH earlier AS MATERIALIZED (
            SELECT o.tenant_id, o.subject, min(o.seq) AS seq FROM events.outbox o
            WHERE o.shard = of_shard AND o.xid >= edge GROUP BY o.tenant_id, o.subject)
        SELECT later.xid INTO overtaken FROM earlier
        JOIN events.outbox later ON later.subject = earlier.subject AND later.tenant_id IS NOT DISTINCT FROM earlier.tenant_id
                                AND later.seq > earlier.seq
        WHERE later.shard = of_shard AND later.xid >= window_end.from_xid AND later.xid < edge
        ORDER BY later.xid LIMIT 1;
        IF FOUND THEN
            edge := overtaken;
        ELSIF edge <= window_end.from_xid AND newest IS NOT NULL THEN
            edge := newest;
            newest := NULL;
        ELSE
            RETURN greatest(edge, window_end.from_xid);
        END IF;
    END LOOP;
END $$;

-- After a restore: transaction ids of the other cluster mean nothing here. Whatever lies in the outbox is delivered
-- again, in its order; consumers know by the event's id what they have had.
CREATE FUNCTION events.rebase() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    UPDATE events.outbox SET xid = '1';
    UPDATE events.cursors SET from_xid = '0', until_xid = '0', seq = 0, tries = 0, retry_at = NULL, error = NULL;
$$;
REVOKE ALL ON FUNCTION events.rebase() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.rebase() TO pos_system;

-- ---------------------------------------------------------------------------------------------------------------

-- What has come in, each event id once and for ever: the trail itself cannot refuse a second one (it is partitioned
-- by time, and its writer may only insert).
CREATE TABLE audit.received (
    event_id uuid PRIMARY KEY
);
GRANT SELECT, INSERT ON audit.received TO pos_system;

CREATE TABLE audit.inbox (
    position    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    event_id    uuid        NOT NULL UNIQUE,
    occurred_at timestamptz NOT NULL,
    tenant_id   uuid,
    source      text        NOT NULL,
    action      text        NOT NULL,
    entity      text        NOT NULL,
    entity_id   uuid,
    actor_kind  text        NOT NULL CHECK (actor_kind IN ('user', 'system', 'guest')),
    actor_id    uuid,
    actor_role  text,
    session_id  uuid,
    request_id  text,
    subject_pid uuid,
    purpose     text,
    fields      text[]      NOT NULL,
    details     jsonb       NOT NULL
);
GRANT SELECT, INSERT ON audit.inbox TO pos_system;
GRANT SELECT, DELETE ON audit.inbox TO pos_sequencer;

-- The last number and time given. One row; the sequencer moves it in the transaction that appends.
CREATE TABLE audit.head (
    one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
    seq         bigint      NOT NULL,
    recorded_at timestamptz NOT NULL
);
INSERT INTO audit.head (seq, recorded_at) VALUES (0, '2000-01-01T00:00:00Z');
GRANT SELECT, UPDATE ON audit.head TO pos_sequencer;
GRANT SELECT ON audit.head TO pos_system; -- backup, as below
GRANT SELECT ON SEQUENCE events.outbox_seq_seq, audit.inbox_position_seq TO pos_system;

-- The trail. No default partition: a row for a month nobody made is refused, not hidden. Hashes, checkpoints and
-- proofs get columns and tables of their own beside this one.
CREATE TABLE audit.events (
    recorded_at timestamptz NOT NULL,
    seq         bigint      NOT NULL,
    event_id    uuid        NOT NULL,
    occurred_at timestamptz NOT NULL,
    tenant_id   uuid,
    source      text        NOT NULL,
    action      text        NOT NULL,
    entity      text        NOT NULL,
    entity_id   uuid,
    actor_kind  text        NOT NULL,
    actor_id    uuid,
    actor_role  text,
    session_id  uuid,
    request_id  text,
    subject_pid uuid,
    purpose     text,
    fields      text[]      NOT NULL,
    details     jsonb       NOT NULL,
    PRIMARY KEY (recorded_at, seq)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX events_of_shop ON audit.events (tenant_id, recorded_at, seq);
CREATE INDEX events_by_id ON audit.events (event_id);
CREATE INDEX events_by_entity ON audit.events (tenant_id, entity_id, recorded_at, seq);
CREATE INDEX events_by_actor ON audit.events (tenant_id, actor_id, recorded_at, seq);
CREATE INDEX events_by_action ON audit.events (tenant_id, action, recorded_at, seq);

ALTER TABLE audit.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.events FORCE ROW LEVEL SECURITY;
CREATE POLICY of_this_shop ON audit.events FOR SELECT TO pos_app
    USING (tenant_id = current_setting('pos.tenant')::uuid);
CREATE POLICY appended ON audit.events FOR INSERT TO pos_sequencer WITH CHECK (true);
CREATE POLICY verified ON audit.events FOR SELECT TO pos_reader USING (true);
GRANT SELECT ON audit.events TO pos_app, pos_reader, pos_system;
GRANT INSERT ON audit.events TO pos_sequencer;

-- Makes the partitions of the month of `first` and of as many months after it; those that exist stay as they are.
-- Months are counted as integers, so that no calendar addition can skip or double one. Returns how many it made.
CREATE FUNCTION audit.make_partitions(first timestamptz, months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET timezone = 'UTC' AS $$
DECLARE
    this_month integer := extract(year FROM first)::integer * 12 + extract(month FROM first)::integer - 1;
    month      integer;
    name       text;
    made       integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit.make_partitions'));
    FOR month IN this_month .. this_month + months_ahead LOOP
        name := format('events_%s_%s', month / 12, lpad((month % 12 + 1)::text, 2, '0'));
        CONTINUE WHEN to_regclass('audit.' || name) IS NOT NULL;
        -- Made apart and attached: that lock lets writers go on.
        EXECUTE format('CREATE TABLE audit.%I (LIKE audit.events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE audit.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE audit.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT ON audit.%I TO pos_system', name); -- pg_dump reads each by itself
        EXECUTE format('ALTER TABLE audit.events ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', name,
                       make_timestamptz(month / 12, month % 12 + 1, 1, 0, 0, 0),
                       make_timestamptz((month + 1) / 12, (month + 1) % 12 + 1, 1, 0, 0, 0));
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION audit.make_partitions(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.make_partitions(timestamptz, integer) TO pos_system, pos_sequencer;
SELECT audit.make_partitions(now(), 3);
