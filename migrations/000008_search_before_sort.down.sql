-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE OR REPLACE FUNCTION shop.find_products(
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
