-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE shop.idempotency_keys;
DROP TABLE shop.carts;
DROP TABLE shop.order_counters;
DROP TABLE shop.payments;
DROP TABLE shop.order_taxes;
DROP TABLE shop.order_lines;
DROP TABLE shop.orders;
