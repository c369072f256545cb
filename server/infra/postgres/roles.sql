-- SPDX-License-Identifier: GPL-3.0-or-later
-- The roles are the whole cluster's, so no migration can own them. Run by the administrator, safe to run again.
DO $$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['pos_owner', 'pos_app', 'pos_system', 'pos_sequencer', 'pos_reader', 'pos_retention'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', r);
        END IF;
    END LOOP;
END
$$;
ALTER ROLE pos_system BYPASSRLS;
-- Migrations backfill rows and give the search functions to pos_system.
GRANT pos_system TO pos_owner;
GRANT pos_sequencer, pos_reader, pos_retention TO pos_system;
