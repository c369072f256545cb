-- SPDX-License-Identifier: GPL-3.0-or-later
-- Roles belong to the cluster, and who may connect to the administrator: "posctl db init" sees to both.
DO $$
DECLARE
    r text;
BEGIN
    FOREACH r IN ARRAY ARRAY['pos_owner', 'pos_app', 'pos_system', 'pos_sequencer', 'pos_reader', 'pos_retention'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
            RAISE EXCEPTION 'the role % is missing: run "posctl db init" as the administrator of this database first', r;
        END IF;
    END LOOP;
END
$$;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SCHEMA shop;
CREATE SCHEMA identity;
CREATE SCHEMA keys;
CREATE SCHEMA events;
CREATE SCHEMA audit;
CREATE SCHEMA mail;
CREATE SCHEMA pos_admin;
GRANT USAGE ON SCHEMA shop, identity, keys, events, audit, mail TO pos_app, pos_system;
GRANT USAGE ON SCHEMA events, audit TO pos_sequencer, pos_reader, pos_retention;
GRANT SELECT ON public.schema_migrations TO pos_app, pos_system;

COMMENT ON SCHEMA shop IS 'catalogue, stock, orders';
COMMENT ON SCHEMA identity IS 'shops, users, sessions';
COMMENT ON SCHEMA keys IS 'wrapped data keys of data subjects';
COMMENT ON SCHEMA events IS 'outbox and consumers';
COMMENT ON SCHEMA audit IS 'audit trail';
COMMENT ON SCHEMA mail IS 'notifications';
COMMENT ON SCHEMA pos_admin IS 'helpers of migrations';

-- Row-level security for a table of a shop. No missing_ok: a forgotten tenant is an error, not an empty answer.
CREATE FUNCTION pos_admin.enforce_tenant(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY tenant_rows ON %s USING (tenant_id = current_setting(''pos.tenant'')::uuid) '
                   'WITH CHECK (tenant_id = current_setting(''pos.tenant'')::uuid)', target);
END
$$;

CREATE FUNCTION pos_admin.protect(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pos_admin.enforce_tenant(target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO pos_app, pos_system', target);
END
$$;

-- Requests may add rows and never see or change one again; pos_system reads and clears.
CREATE FUNCTION pos_admin.protect_insert_only(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pos_admin.enforce_tenant(target);
    EXECUTE format('GRANT INSERT ON %s TO pos_app', target);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO pos_system', target);
END
$$;

-- Makes a SECURITY DEFINER function pass row-level security (row-level security hides the trigram index from ILIKE). It must
-- set its own search_path and filter by current_setting('pos.tenant') itself.
CREATE FUNCTION pos_admin.pass_row_security(target regprocedure) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    home text;
BEGIN
    SELECT quote_ident(n.nspname) INTO home FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = target
        AND p.prosecdef AND EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%');
    IF home IS NULL THEN
        RAISE EXCEPTION '% must be SECURITY DEFINER with a search_path of its own', target;
    END IF;
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', target);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pos_app', target);
    EXECUTE format('GRANT CREATE ON SCHEMA %s TO pos_system', home); -- the new owner needs it for the moment
    EXECUTE format('ALTER FUNCTION %s OWNER TO pos_system', target);
    EXECUTE format('REVOKE CREATE ON SCHEMA %s FROM pos_system', home);
END
$$;
