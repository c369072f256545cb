-- SPDX-License-Identifier: GPL-3.0-or-later
-- Orders and what belongs to them, number ranges, held carts, idempotency keys. Money is bigint in the smallest
-- unit of the order's currency, quantities are bigint thousandths. Sums are stored and never computed again.

-- A row is inserted last in its transaction, together with its number: whoever sells on the same terminal waits for
-- the commit alone. Nothing here refers to shop.tenants or to staff by a foreign key: each sale would lock that one row.
CREATE TABLE shop.orders (
    tenant_id      uuid NOT NULL,
    id             uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('sale', 'refund')),
    number         text NOT NULL,
    external_ref   text CHECK (char_length(external_ref) BETWEEN 1 AND 100),
    status         text NOT NULL CHECK (status IN ('awaiting_payment', 'paid', 'partially_refunded', 'refunded', 'voided')),
    terminal       smallint NOT NULL CHECK (terminal >= 0),
    business_date  date NOT NULL,
    currency       text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    subtotal       bigint NOT NULL,
    discount_total bigint NOT NULL,
    tax_total      bigint NOT NULL,
    rounding       bigint NOT NULL, -- of cash, a line of its own
    total          bigint NOT NULL CHECK (abs(total) <= 1000000000000000),
    paid           bigint NOT NULL,
    change         bigint NOT NULL CHECK (change >= 0),
    customer_id    uuid,
    note           text CHECK (char_length(note) <= 500),
    reason         text CHECK (char_length(reason) <= 500), -- of the discount, the refund or the void
    refund_of      uuid,
    approved_by    uuid,
    created_by     uuid, -- null: an import
    created_at     timestamptz NOT NULL, -- when it was sold; an import brings its own
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    voided_at      timestamptz,
    voided_by      uuid,
    version        bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT order_number_taken UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, refund_of) REFERENCES shop.orders (tenant_id, id),
    CHECK (CASE kind WHEN 'sale' THEN total >= 0 AND refund_of IS NULL
                     -- A refund without its sale comes from another system alone, which names it.
                     ELSE total <= 0 AND status = 'paid' AND (refund_of IS NOT NULL OR external_ref IS NOT NULL) END),
    CHECK ((status = 'voided') = (voided_at IS NOT NULL))
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX order_external_ref_taken ON shop.orders (tenant_id, kind, external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX orders_by_time ON shop.orders (tenant_id, created_at, id);
CREATE INDEX orders_by_day ON shop.orders (tenant_id, business_date, created_at, id);
CREATE INDEX orders_open ON shop.orders (tenant_id, created_at, id) WHERE status = 'awaiting_payment';
CREATE INDEX orders_voided ON shop.orders (tenant_id, created_at, id) WHERE status = 'voided';
CREATE INDEX orders_refunds ON shop.orders (tenant_id, refund_of) WHERE refund_of IS NOT NULL;

-- Each line keeps what it was sold as: name, SKU, unit, price, cost and tax rule.
CREATE TABLE shop.order_lines (
    tenant_id          uuid NOT NULL,
    order_id           uuid NOT NULL,
    position           smallint NOT NULL CHECK (position > 0),
    variant_id         uuid NOT NULL,
    sku                text NOT NULL,
    name               text NOT NULL,
    unit               text NOT NULL,
    quantity           bigint NOT NULL CHECK (quantity > 0),
    unit_price         bigint NOT NULL CHECK (unit_price >= 0),
    unit_cost          bigint NOT NULL,
    amount             bigint NOT NULL CHECK (amount >= 0), -- quantity × price
    discount           bigint NOT NULL CHECK (discount BETWEEN 0 AND amount),
    net                bigint NOT NULL,
    tax                bigint NOT NULL,
    total              bigint NOT NULL CHECK (total = net + tax),
    tax_rule_id        uuid, -- null: no tax
    tax_name           text,
    tax_rate_ppm       integer NOT NULL,
    tax_base_num       integer NOT NULL,
    tax_base_den       integer NOT NULL,
    tax_inclusive      boolean NOT NULL,
    -- Of a refund: the sale and its line; the amounts are positive here too. An imported document may give back
    -- parts of several sales, and of sales nobody knows.
    refund_of          uuid,
    refund_of_position smallint,
    restocked          boolean,
    PRIMARY KEY (tenant_id, order_id, position),
    FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (tenant_id, variant_id) REFERENCES shop.variants (tenant_id, id),
    FOREIGN KEY (tenant_id, refund_of, refund_of_position) REFERENCES shop.order_lines (tenant_id, order_id, position)
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((refund_of IS NULL) = (refund_of_position IS NULL))
);
CREATE INDEX order_lines_refunding ON shop.order_lines (tenant_id, refund_of, refund_of_position) WHERE refund_of IS NOT NULL;

CREATE TABLE shop.order_taxes (
    tenant_id   uuid NOT NULL,
    order_id    uuid NOT NULL,
    tax_rule_id uuid NOT NULL,
    name        text NOT NULL,
    rate_ppm    integer NOT NULL,
    inclusive   boolean NOT NULL,
    net         bigint NOT NULL,
    tax         bigint NOT NULL,
    PRIMARY KEY (tenant_id, order_id, tax_rule_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);

-- tendered − change = net. Money given back is a row of its own with a negative net; a settled row never changes.
CREATE TABLE shop.payments (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    order_id   uuid NOT NULL,
    method     text NOT NULL CHECK (method IN ('cash', 'transfer', 'other')), -- other: from another system
    status     text NOT NULL DEFAULT 'settled' CHECK (status IN ('pending', 'checking', 'settled', 'failed')),
    tendered   bigint NOT NULL,
    change     bigint NOT NULL CHECK (change >= 0),
    net        bigint NOT NULL CHECK (net = tendered - change),
    created_by uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX payments_of_order ON shop.payments (tenant_id, order_id);

-- The last number given to a terminal on a business date. One hot row a terminal: room for updates in place.
CREATE TABLE shop.order_counters (
    tenant_id     uuid NOT NULL,
    terminal      smallint NOT NULL,
    business_date date NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('sale', 'refund')),
    last          bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (tenant_id, terminal, business_date, kind)
) WITH (fillfactor = 20);

CREATE TABLE shop.carts (
    tenant_id   uuid NOT NULL REFERENCES shop.tenants (id),
    id          uuid NOT NULL,
    name        text NOT NULL DEFAULT '' CHECK (char_length(name) <= 100),
    lines       jsonb NOT NULL,
    note        text CHECK (char_length(note) <= 500),
    customer_id uuid,
    order_id    uuid, -- set when it has been sold: it is no longer held
    created_by  uuid NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders (tenant_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX carts_held ON shop.carts (tenant_id, created_at, id) WHERE order_id IS NULL;

-- What a POST made under a key: kept 30 days, then swept by its age. The body is kept as its hash alone.
CREATE TABLE shop.idempotency_keys (
    tenant_id    uuid NOT NULL,
    key          text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    fingerprint  bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    status       smallint NOT NULL,
    resource_id  uuid,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_keys_by_age ON shop.idempotency_keys USING brin (created_at);

SELECT pos_admin.protect(format('shop.%s', name)::regclass)
FROM unnest(ARRAY['orders', 'order_lines', 'order_taxes', 'payments', 'order_counters', 'carts', 'idempotency_keys']) AS name;

-- Nothing that was sold is deleted; what a document says is never rewritten.
REVOKE DELETE, TRUNCATE ON shop.orders FROM pos_app, pos_system;
REVOKE UPDATE, DELETE, TRUNCATE ON shop.order_lines, shop.order_taxes, shop.payments FROM pos_app, pos_system;
REVOKE DELETE, TRUNCATE ON shop.order_counters FROM pos_app, pos_system;
