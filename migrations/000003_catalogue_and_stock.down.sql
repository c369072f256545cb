-- SPDX-License-Identifier: GPL-3.0-or-later
DROP FUNCTION shop.find_products(text, uuid, text, text, boolean, text, text, text, boolean, text, uuid, integer);
DROP FUNCTION shop.unit_price(uuid, bigint);
DROP FUNCTION shop.move_stock(text, uuid[], bigint[], bigint[], uuid[], boolean, timestamptz, uuid, text, uuid, text, text);
DROP FUNCTION shop.mul_div(bigint, bigint, bigint);
DROP TABLE shop.stock_proofs, shop.stock_movements, shop.stock_levels, shop.photos, shop.price_list_entries, shop.price_lists,
    shop.units, shop.barcodes, shop.variants, shop.products, shop.categories;
DROP FUNCTION shop.copy_default_variant();
DROP FUNCTION shop.open_stock_levels();
DROP FUNCTION shop.refuse_change();
