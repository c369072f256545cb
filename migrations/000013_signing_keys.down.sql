-- SPDX-License-Identifier: GPL-3.0-or-later
DROP INDEX keys.data_keys_by_version;
DROP TABLE keys.signing_keys;
