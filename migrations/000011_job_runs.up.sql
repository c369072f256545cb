-- SPDX-License-Identifier: GPL-3.0-or-later
-- When a daily job was last done, so that of several processes one does it, also when the one that began it died.
CREATE TABLE events.job_runs (
    job text PRIMARY KEY,
    done_for timestamptz NOT NULL -- the time at which it was due
);
COMMENT ON TABLE events.job_runs IS 'Daily jobs and when they were last done';
GRANT SELECT, INSERT, UPDATE ON events.job_runs TO pos_system;
