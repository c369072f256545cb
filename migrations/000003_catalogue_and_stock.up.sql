-- SPDX-License-Identifier: GPL-3.0-or-later
-- The catalogue (categories, products, variants, barcodes, units, price lists, photos) and the stock ledger.
-- Money is bigint in the smallest unit of the shop's currency, quantities are bigint thousandths.

CREATE TABLE shop.categories (
    tenant_id  uuid NOT NULL REFERENCES shop.tenants (id),
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_key   text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    position   integer NOT NULL DEFAULT 0,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT category_name_taken UNIQUE (tenant_id, name_key)
);
CREATE INDEX categories_in_order ON shop.categories (tenant_id, position, name_key, id);

CREATE TABLE shop.products (
    tenant_id   uuid NOT NULL REFERENCES shop.tenants (id),
    id          uuid NOT NULL,
    category_id uuid,
    -- SKU and price of the default variant, kept here too so that search and sorting need one table.
    sku         text NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 64),
    sku_key     text NOT NULL GENERATED ALWAYS AS (lower(sku)) STORED,
    name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_key    text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    -- The leading blank makes every word, the first too, findable as '% word%'.
    search_text text NOT NULL GENERATED ALWAYS AS (lower(' ' || name || ' ' || sku)) STORED,
    price       bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
    description text NOT NULL DEFAULT '' CHECK (char_length(description) <= 10000),
    kind        text NOT NULL DEFAULT 'goods' CHECK (kind IN ('goods', 'service')),
    unit        text NOT NULL DEFAULT 'pcs' CHECK (char_length(unit) BETWEEN 1 AND 32),
    tax_class   text NOT NULL DEFAULT 'standard' CHECK (tax_class ~ '^[a-z0-9_]{1,30}$'), -- shop.tax_rules answer to it
    status      text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT category_unknown FOREIGN KEY (tenant_id, category_id) REFERENCES shop.categories (tenant_id, id)
        ON DELETE SET NULL (category_id)
);
CREATE INDEX products_by_name ON shop.products (tenant_id, name_key, id);
CREATE INDEX products_by_sku ON shop.products (tenant_id, sku_key, id);
CREATE INDEX products_by_price ON shop.products (tenant_id, price, id);
CREATE INDEX products_by_age ON shop.products (tenant_id, created_at, id);
CREATE INDEX products_by_category ON shop.products (tenant_id, category_id, name_key, id);
-- A long pending list is read one by one at each search: keep it short.
CREATE INDEX products_by_words ON shop.products USING gin (search_text gin_trgm_ops) WITH (gin_pending_list_limit = 1024);

-- What is sold. A product without variants is its own single, default variant.
CREATE TABLE shop.variants (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    product_id  uuid NOT NULL,
    is_default  boolean NOT NULL DEFAULT false,
    sku         text NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 64),
    sku_key     text NOT NULL GENERATED ALWAYS AS (lower(sku)) STORED,
    name        text NOT NULL DEFAULT '' CHECK (char_length(name) <= 200), -- "Red, L"; empty for the default
    search_text text NOT NULL GENERATED ALWAYS AS (lower(' ' || name || ' ' || sku)) STORED,
    price       bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
    cost        bigint CHECK (cost BETWEEN 0 AND 1000000000000000), -- as entered; what was paid is in the ledger
    status      text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT sku_taken UNIQUE (tenant_id, sku_key),
    FOREIGN KEY (tenant_id, product_id) REFERENCES shop.products (tenant_id, id)
);
CREATE UNIQUE INDEX one_default_variant ON shop.variants (tenant_id, product_id) WHERE is_default;
CREATE INDEX variants_of_product ON shop.variants (tenant_id, product_id, id);
CREATE INDEX variants_by_words ON shop.variants USING gin (search_text gin_trgm_ops) WITH (gin_pending_list_limit = 1024)
    WHERE NOT is_default;

CREATE TABLE shop.barcodes (
    tenant_id  uuid NOT NULL,
    code       text NOT NULL CHECK (char_length(code) BETWEEN 1 AND 128), -- text: leading zeros count
    variant_id uuid NOT NULL,
    position   integer NOT NULL DEFAULT 0,
    CONSTRAINT barcode_taken PRIMARY KEY (tenant_id, code),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES shop.variants (tenant_id, id)
);
CREATE INDEX barcodes_of_variant ON shop.barcodes (tenant_id, variant_id, position);

-- One of this unit is factor_num / factor_den of the product's own: a carton of 24 is 24/1.
CREATE TABLE shop.units (
    tenant_id  uuid NOT NULL,
    product_id uuid NOT NULL,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 32),
    factor_num bigint NOT NULL CHECK (factor_num BETWEEN 1 AND 1000000000),
    factor_den bigint NOT NULL DEFAULT 1 CHECK (factor_den BETWEEN 1 AND 1000000000),
    position   integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, product_id, name),
    FOREIGN KEY (tenant_id, product_id) REFERENCES shop.products (tenant_id, id)
);

CREATE TABLE shop.price_lists (
    tenant_id  uuid NOT NULL REFERENCES shop.tenants (id),
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    name_key   text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    is_default boolean NOT NULL DEFAULT false, -- holds for every sale that names no other list
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT price_list_name_taken UNIQUE (tenant_id, name_key)
);
CREATE UNIQUE INDEX one_default_price_list ON shop.price_lists (tenant_id) WHERE is_default;

CREATE TABLE shop.price_list_entries (
    tenant_id     uuid NOT NULL,
    price_list_id uuid NOT NULL,
    variant_id    uuid NOT NULL,
    min_quantity  bigint NOT NULL CHECK (min_quantity BETWEEN 1 AND 1000000000000),
    price         bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
    PRIMARY KEY (tenant_id, price_list_id, variant_id, min_quantity),
    FOREIGN KEY (tenant_id, price_list_id) REFERENCES shop.price_lists (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT variant_unknown FOREIGN KEY (tenant_id, variant_id) REFERENCES shop.variants (tenant_id, id)
);
CREATE INDEX price_list_entries_of_variant ON shop.price_list_entries (tenant_id, variant_id);

CREATE TABLE shop.photos (
    tenant_id    uuid NOT NULL,
    product_id   uuid NOT NULL,
    content_type text NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
    etag         text NOT NULL,
    content      bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 4194304),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, product_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES shop.products (tenant_id, id)
);
ALTER TABLE shop.photos ALTER COLUMN content SET STORAGE EXTERNAL; -- compressed already

-- One row a variant, made with it. Only shop.move_stock changes on_hand, value and average_cost.
CREATE TABLE shop.stock_levels (
    tenant_id           uuid NOT NULL,
    variant_id          uuid NOT NULL,
    product_id          uuid NOT NULL,
    is_tracked          boolean NOT NULL DEFAULT true, -- false: a service, which has no stock
    policy              text CHECK (policy IN ('allow', 'warn', 'block')), -- null: the shop's own
    low_stock_threshold bigint CHECK (low_stock_threshold BETWEEN 0 AND 1000000000000),
    on_hand             bigint NOT NULL DEFAULT 0 CHECK (on_hand BETWEEN -1000000000000000 AND 1000000000000000),
    -- What the stock on hand is worth, exactly what its movements add up to. The average is made from it.
    value               bigint NOT NULL DEFAULT 0 CHECK (value BETWEEN -1000000000000000000 AND 1000000000000000000),
    average_cost        bigint NOT NULL DEFAULT 0, -- per whole unit; the last one known while nothing is on hand
    is_low              boolean NOT NULL GENERATED ALWAYS AS
                        (is_tracked AND low_stock_threshold IS NOT NULL AND on_hand <= low_stock_threshold) STORED,
    PRIMARY KEY (tenant_id, variant_id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES shop.variants (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES shop.products (tenant_id, id)
) WITH (fillfactor = 70); -- room for updates in place
CREATE INDEX stock_levels_of_product ON shop.stock_levels (tenant_id, product_id);
CREATE INDEX stock_levels_low ON shop.stock_levels (tenant_id, variant_id) WHERE is_low;

CREATE TABLE shop.stock_movements (
    tenant_id      uuid NOT NULL,
    id             uuid NOT NULL,
    seq            bigint GENERATED ALWAYS AS IDENTITY, -- the order they were recorded in
    variant_id     uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('sale', 'refund', 'void', 'receipt', 'count', 'adjustment', 'transfer',
                                                 'waste', 'opening', 'import')),
    quantity       bigint NOT NULL CHECK (quantity BETWEEN -1000000000000000 AND 1000000000000000),
    value_change   bigint NOT NULL,
    unit_cost      bigint NOT NULL, -- per whole unit, of this movement
    on_hand_after  bigint NOT NULL,
    average_after  bigint NOT NULL,
    reference_type text, -- "order", "receipt", "count", "adjustment", "import"
    reference_id   uuid,
    reference      text CHECK (char_length(reference) <= 200), -- readable: an invoice or order number
    reason         text CHECK (char_length(reason) <= 500),
    actor_id       uuid, -- null: the system
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, variant_id) REFERENCES shop.stock_levels (tenant_id, variant_id) -- its row is locked already
);
CREATE INDEX stock_movements_of_variant ON shop.stock_movements (tenant_id, variant_id, seq);
CREATE INDEX stock_movements_in_order ON shop.stock_movements (tenant_id, seq);
CREATE INDEX stock_movements_by_time ON shop.stock_movements USING brin (occurred_at); -- costs a sale next to nothing
CREATE INDEX stock_movements_of_reference ON shop.stock_movements (tenant_id, reference_id) WHERE reference_id IS NOT NULL;
CREATE INDEX stock_movements_by_reference ON shop.stock_movements (tenant_id, reference) WHERE reference IS NOT NULL;

-- What the nightly proof found: on-hand and value against the sums of the ledger.
CREATE TABLE shop.stock_proofs (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    checked_at timestamptz NOT NULL DEFAULT now(),
    items      bigint NOT NULL,
    mismatches jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stock_proofs_latest ON shop.stock_proofs (tenant_id, checked_at);

SELECT pos_admin.protect(format('shop.%s', name)::regclass)
FROM unnest(ARRAY['categories', 'products', 'variants', 'barcodes', 'units', 'price_lists', 'price_list_entries',
                  'photos', 'stock_levels', 'stock_movements', 'stock_proofs']) AS name;

-- The ledger only grows, whoever writes.
REVOKE UPDATE, DELETE, TRUNCATE ON shop.stock_movements FROM pos_app, pos_system;
CREATE FUNCTION shop.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER stock_movements_only_grow BEFORE UPDATE OR DELETE ON shop.stock_movements
    FOR EACH ROW EXECUTE FUNCTION shop.refuse_change();

-- Each variant has its stock row from the start, so that a sale only ever locks and updates.
-- A plan made while the catalogue was empty would read all of it for every batch of a large import: by its index, always.
CREATE FUNCTION shop.open_stock_levels() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off AS $$
BEGIN
    INSERT INTO shop.stock_levels (tenant_id, variant_id, product_id, is_tracked, average_cost)
    SELECT f.tenant_id, f.id, f.product_id, p.kind = 'goods', coalesce(f.cost, 0)
    FROM fresh f JOIN shop.products p ON p.tenant_id = f.tenant_id AND p.id = f.product_id;
    RETURN NULL;
END $$;
CREATE TRIGGER variants_open_stock AFTER INSERT ON shop.variants REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION shop.open_stock_levels();

CREATE FUNCTION shop.copy_default_variant() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE shop.products SET sku = NEW.sku, price = NEW.price WHERE tenant_id = NEW.tenant_id AND id = NEW.product_id;
    RETURN NULL;
END $$;
CREATE TRIGGER variants_tell_product AFTER UPDATE ON shop.variants FOR EACH ROW
    WHEN (NEW.is_default AND (NEW.sku, NEW.price) IS DISTINCT FROM (OLD.sku, OLD.price))
    EXECUTE FUNCTION shop.copy_default_variant();

-- a × b ÷ c, half away from zero, exact; c > 0. The same rule as pos::mulDiv with Rounding::HalfUp.
CREATE FUNCTION shop.mul_div(a bigint, b bigint, c bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF abs(a) < 1000000000 AND abs(b) < 1000000000 THEN
        RETURN sign(a) * sign(b) * ((2 * abs(a) * abs(b) + c) / (2 * c));
    END IF;
    RETURN sign(a) * sign(b) * div(2 * abs(a::numeric * b) + c, 2 * c::numeric);
END $$;

-- The one path that moves stock. variant_ids ascend, each once: the caller sums the lines of one variant, and the rows are
-- locked in the order of their ids, so that two sales never wait for each other in a circle. Services are passed over.
-- quantities: the change in thousandths, negative leaves the shop. costs: what the change cost altogether; -1: at the
-- average. enforce false records what has already happened (imports, counts): nothing is refused. A refusal is 23514
-- (stock_not_enough) and names the variant at the end of its message.
-- What comes in at a cost makes the average anew: the value over what is on hand. Stock at or below zero has no value to
-- mix with: what comes in then counts at its own cost alone, and what is still missing is valued at the last average.
CREATE FUNCTION shop.move_stock(
    move_kind text, variant_ids uuid[], quantities bigint[], costs bigint[], movement_ids uuid[],
    enforce boolean, occurred timestamptz, actor uuid, ref_type text, ref_id uuid, ref_text text, why text)
RETURNS TABLE (variant_id uuid, on_hand bigint, average_cost bigint, is_short boolean, is_low boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    shop_id constant uuid := current_setting('pos.tenant')::uuid;
    shop_policy text;
    was record;
    change bigint;
    cost bigint;
    now_value bigint;
BEGIN
    FOR i IN 1 .. cardinality(variant_ids) LOOP
        IF i > 1 AND variant_ids[i] <= variant_ids[i - 1] THEN
            RAISE EXCEPTION 'variants must ascend' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        SELECT s.on_hand, s.value, s.average_cost, s.is_tracked, s.policy INTO was
        FROM shop.stock_levels s WHERE s.tenant_id = shop_id AND s.variant_id = variant_ids[i] FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this shop has no variant %', variant_ids[i] USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = 'variant_unknown';
        END IF;
        change := quantities[i];
        CONTINUE WHEN NOT was.is_tracked OR change = 0;

        variant_id := variant_ids[i];
        on_hand := was.on_hand + change;
        is_short := false;
        IF change < 0 AND on_hand < 0 THEN
            IF was.policy IS NULL AND shop_policy IS NULL THEN
                SELECT t.stock_policy INTO shop_policy FROM shop.tenant_settings t WHERE t.tenant_id = shop_id;
            END IF;
            is_short := coalesce(was.policy, shop_policy, 'warn') <> 'allow';
            IF enforce AND coalesce(was.policy, shop_policy) = 'block' THEN
                RAISE EXCEPTION 'not enough in stock of variant %', variant_id USING ERRCODE = 'check_violation',
                    CONSTRAINT = 'stock_not_enough';
            END IF;
        END IF;

        cost := CASE WHEN change > 0 AND costs[i] >= 0 THEN costs[i] END;
        now_value := CASE
            WHEN on_hand = 0 THEN 0
            WHEN cost IS NOT NULL AND was.on_hand > 0 THEN was.value + cost
            WHEN cost IS NOT NULL THEN shop.mul_div(cost, on_hand, change)
            WHEN was.on_hand > 0 AND change > 0 THEN was.value + shop.mul_div(was.average_cost, change, 1000)
            WHEN on_hand > 0 AND change < 0 THEN was.value + shop.mul_div(was.value, change, was.on_hand)
            ELSE shop.mul_div(was.average_cost, on_hand, 1000) END;
        average_cost := CASE
            WHEN cost IS NULL THEN was.average_cost
            WHEN on_hand > 0 THEN shop.mul_div(now_value, 1000, on_hand)
            ELSE shop.mul_div(cost, 1000, change) END;

        UPDATE shop.stock_levels s SET on_hand = move_stock.on_hand, value = now_value, average_cost = move_stock.average_cost
        WHERE s.tenant_id = shop_id AND s.variant_id = variant_ids[i] RETURNING s.is_low INTO is_low;
        INSERT INTO shop.stock_movements (tenant_id, id, variant_id, kind, quantity, value_change, unit_cost, on_hand_after,
            average_after, reference_type, reference_id, reference, reason, actor_id, occurred_at)
        VALUES (shop_id, movement_ids[i], variant_ids[i], move_kind, change, now_value - was.value,
            CASE WHEN cost IS NULL THEN was.average_cost ELSE shop.mul_div(cost, 1000, change) END,
            move_stock.on_hand, move_stock.average_cost, ref_type, ref_id, ref_text, why, actor, occurred);
        RETURN NEXT;
    END LOOP;
END $$;

-- What one unit of a variant costs at this quantity: the best step of the shop's default price list, else its own price.
-- plpgsql keeps the plans; a function in SQL that reads tables is planned anew for each sale.
CREATE FUNCTION shop.unit_price(wanted uuid, quantity bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce(
        (SELECT e.price FROM shop.price_lists l JOIN shop.price_list_entries e
             ON e.tenant_id = l.tenant_id AND e.price_list_id = l.id
         WHERE l.tenant_id = current_setting('pos.tenant')::uuid AND l.is_default
           AND e.variant_id = wanted AND e.min_quantity <= quantity
         ORDER BY e.min_quantity DESC LIMIT 1),
        (SELECT v.price FROM shop.variants v WHERE v.tenant_id = current_setting('pos.tenant')::uuid AND v.id = wanted));
END $$;

-- One page of products: filters, words, order and cursor in one place. Row-level security would hide the trigram index
-- from LIKE, so this runs without it and names the shop in every table itself. Words of three letters and more are found
-- anywhere, shorter ones at the beginning of a word; all must be there. A whole barcode is found too.
CREATE FUNCTION shop.find_products(
    words text, in_category uuid, with_status text, with_kind text, only_low boolean, with_sku text, with_barcode text,
    sort_by text, descending boolean, after_key text, after_id uuid, page integer)
RETURNS TABLE (product_id uuid, sort_key text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
SET search_path = pg_catalog, public, pg_temp SET max_parallel_workers_per_gather = 0 SET work_mem = '32MB' AS $$
DECLARE
    shop_id constant uuid := current_setting('pos.tenant')::uuid;
    terms text[];
    others uuid[];
    query text := '';
    key text;
    key_type text;
    direction constant text := CASE WHEN descending THEN 'DESC' ELSE 'ASC' END;
BEGIN
    CASE sort_by
        WHEN 'name' THEN key := 'p.name_key'; key_type := 'text';
        WHEN 'sku' THEN key := 'p.sku_key'; key_type := 'text';
        WHEN 'created_at' THEN key := 'p.created_at'; key_type := 'timestamptz';
        WHEN 'price' THEN key := 'p.price'; key_type := 'bigint';
        WHEN 'on_hand' THEN
            key := 'h.on_hand'; key_type := 'bigint';
            query := ' JOIN (SELECT s.product_id, sum(s.on_hand)::bigint AS on_hand FROM shop.stock_levels s'
                || ' WHERE s.tenant_id = $1 GROUP BY s.product_id) h ON h.product_id = p.id';
        ELSE RAISE EXCEPTION 'unknown order %', sort_by USING ERRCODE = 'invalid_parameter_value';
    END CASE;
    query := query || ' WHERE p.tenant_id = $1';
    IF in_category IS NOT NULL THEN query := query || ' AND p.category_id = $2'; END IF;
    IF with_status IS NOT NULL THEN query := query || ' AND p.status = $3'; END IF;
    IF with_kind IS NOT NULL THEN query := query || ' AND p.kind = $4'; END IF;
    IF only_low THEN
        query := query || ' AND p.id IN (SELECT l.product_id FROM shop.stock_levels l WHERE l.tenant_id = $1 AND l.is_low)';
    END IF;
    IF with_sku IS NOT NULL THEN
        query := query || ' AND p.id = (SELECT k.product_id FROM shop.variants k WHERE k.tenant_id = $1 AND k.sku_key = lower($5))';
    END IF;
    IF with_barcode IS NOT NULL THEN
        query := query || ' AND p.id = (SELECT k.product_id FROM shop.barcodes b JOIN shop.variants k ON k.tenant_id = b.tenant_id'
            || ' AND k.id = b.variant_id WHERE b.tenant_id = $1 AND b.code = $6)';
    END IF;
    IF words IS NOT NULL THEN
        SELECT array_agg(CASE WHEN char_length(w) < 3 THEN '% ' ELSE '%' END
                         || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%')
        INTO terms FROM (SELECT w FROM regexp_split_to_table(lower(words), '\s+') AS w WHERE w <> '' LIMIT 8) t;
        IF terms IS NOT NULL THEN
            -- Products that another variant, or a barcode, leads to.
            EXECUTE 'SELECT array_agg(id) FROM (SELECT v.product_id AS id FROM shop.variants v WHERE v.tenant_id = $1'
                || ' AND NOT v.is_default AND v.search_text LIKE ALL ($2)'
                || ' UNION SELECT k.product_id FROM shop.barcodes b JOIN shop.variants k ON k.tenant_id = b.tenant_id'
                || ' AND k.id = b.variant_id WHERE b.tenant_id = $1 AND b.code = $3 LIMIT 1000) t'
                INTO others USING shop_id, terms, trim(words);
            -- As literals: the planner then knows how rare each one is.
            query := query || ' AND (' || (SELECT string_agg('p.search_text LIKE ' || quote_literal(t), ' AND ') FROM unnest(terms) t);
            IF others IS NOT NULL THEN query := query || ' OR p.id = ANY ($7)'; END IF;
            query := query || ')';
        END IF;
    END IF;
    IF after_id IS NOT NULL THEN
        query := query || ' AND (' || key || ', p.id) ' || CASE WHEN descending THEN '<' ELSE '>' END
            || ' ($8::' || key_type || ', $9)';
    END IF;
    RETURN QUERY EXECUTE 'SELECT p.id, (' || key || ')::text FROM shop.products p' || query
        || ' ORDER BY ' || key || ' ' || direction || ', p.id ' || direction || ' LIMIT $10'
        USING shop_id, in_category, with_status, with_kind, with_sku, with_barcode, others, after_key, after_id, page;
END $$;
SELECT pos_admin.pass_row_security('shop.find_products(text, uuid, text, text, boolean, text, text, text, boolean, text, uuid, integer)');
