-- SPDX-License-Identifier: GPL-3.0-or-later
DROP FUNCTION shop.analyze_import_rows();
DROP TABLE shop.import_keys;
DROP TABLE shop.import_rows;
DROP TABLE shop.import_parts;
DROP TABLE shop.imports;
