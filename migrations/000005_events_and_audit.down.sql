-- SPDX-License-Identifier: GPL-3.0-or-later
DROP FUNCTION audit.make_partitions(timestamptz, integer);
DROP TABLE audit.events;
DROP TABLE audit.head;
DROP TABLE audit.inbox;
DROP TABLE audit.received;
DROP FUNCTION events.rebase();
DROP FUNCTION events.window_end(smallint, xid8);
DROP FUNCTION events.wake();
DROP TABLE events.awake;
DROP TABLE events.parked;
DROP TABLE events.cursors;
DROP TABLE events.outbox;
