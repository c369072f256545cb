-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files from other systems on their way into the shop: the parts as they were sent (encrypted: a sales file names
-- customers), each line as it was understood, and what became of it.

CREATE TABLE shop.imports (
    tenant_id       uuid        NOT NULL REFERENCES shop.tenants (id),
    id              uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('products', 'sales')),
    status          text        NOT NULL CHECK (status IN ('uploading', 'checking', 'checked', 'running', 'done',
                                                           'cancelled', 'failed', 'undoing', 'undone')),
    -- Which service works on a running import: the catalogue comes before the orders that name its products.
    phase           text        NOT NULL DEFAULT 'catalogue' CHECK (phase IN ('catalogue', 'stock', 'orders')),
    file_name       text        NOT NULL,
    file_bytes      bigint      NOT NULL DEFAULT 0,
    parts           integer     NOT NULL DEFAULT 0,
    options         jsonb       NOT NULL DEFAULT '{}',
    format          jsonb       NOT NULL DEFAULT '{}',
    columns         text[]      NOT NULL DEFAULT '{}',
    mapping         jsonb       NOT NULL DEFAULT '{}',
    report          jsonb       NOT NULL DEFAULT '{}',
    -- The last line that is staged (checking) or settled (running, undoing): where a killed job goes on.
    position        bigint      NOT NULL DEFAULT 0,
    total           bigint      NOT NULL DEFAULT 0,
    cancel_requested boolean    NOT NULL DEFAULT false,
    failure         text,
    created_by      uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX imports_newest ON shop.imports (tenant_id, created_at DESC, id DESC);
CREATE INDEX imports_at_work ON shop.imports (status) WHERE status IN ('checking', 'running', 'undoing');

CREATE TABLE shop.import_parts (
    tenant_id  uuid    NOT NULL,
    import_id  uuid    NOT NULL,
    number     integer NOT NULL CHECK (number >= 0),
    bytes      integer NOT NULL,
    sha256     bytea   NOT NULL,
    content    bytea   NOT NULL,
    PRIMARY KEY (tenant_id, import_id, number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES shop.imports (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE shop.import_parts ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE shop.import_rows (
    tenant_id  uuid    NOT NULL,
    import_id  uuid    NOT NULL,
    line       bigint  NOT NULL,
    group_key  text,
    -- When the group happened elsewhere, so that sales come before the refunds that name them.
    group_at   timestamptz,
    data       jsonb   NOT NULL DEFAULT '{}',
    outcome    text    NOT NULL,
    reference  text,
    errors     jsonb   NOT NULL DEFAULT '[]',
    before     jsonb,
    PRIMARY KEY (tenant_id, import_id, line),
    FOREIGN KEY (tenant_id, import_id) REFERENCES shop.imports (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX import_rows_by_outcome ON shop.import_rows (tenant_id, import_id, outcome, line);
CREATE INDEX import_rows_by_group ON shop.import_rows (tenant_id, import_id, group_at, group_key, line)
    WHERE group_key IS NOT NULL;

-- What is still to do, in its order: a batch finds its invoices without reading those that are done.
CREATE INDEX import_rows_to_do ON shop.import_rows (tenant_id, import_id, group_at, group_key)
    WHERE outcome IN ('plan_sale', 'plan_refund');

-- What an import made once and must not make again, by its name in the other system.
CREATE TABLE shop.import_keys (
    tenant_id  uuid NOT NULL,
    kind       text NOT NULL,
    key        text NOT NULL,
    import_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, kind, key),
    FOREIGN KEY (tenant_id, import_id) REFERENCES shop.imports (tenant_id, id)
);

SELECT pos_admin.protect('shop.imports');
SELECT pos_admin.protect('shop.import_parts');
SELECT pos_admin.protect('shop.import_rows');
SELECT pos_admin.protect('shop.import_keys');

-- Lines staged a moment ago have no statistics yet, and the planner would take ten thousand for a handful.
CREATE FUNCTION shop.analyze_import_rows() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    ANALYZE shop.import_rows
$$;
REVOKE ALL ON FUNCTION shop.analyze_import_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.analyze_import_rows() TO pos_app;
