-- SPDX-License-Identifier: GPL-3.0-or-later
REVOKE SELECT ON SEQUENCE shop.stock_movements_seq_seq FROM pos_system;
