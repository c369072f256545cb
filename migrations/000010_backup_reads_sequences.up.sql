-- SPDX-License-Identifier: GPL-3.0-or-later
-- pg_dump as pos_system reads every sequence: a database elsewhere could not be backed up without this one.
GRANT SELECT ON SEQUENCE shop.stock_movements_seq_seq TO pos_system;
