-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX shop.orders_by_staff;
DROP FUNCTION shop.gross_profit(uuid, text);
ALTER TABLE shop.orders DROP COLUMN gross_profit;
