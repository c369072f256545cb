-- SPDX-License-Identifier: GPL-3.0-or-later
DROP TABLE shop.import_keys;
DROP TABLE shop.import_rows;
DROP TABLE shop.import_parts;
DROP TABLE shop.imports;
