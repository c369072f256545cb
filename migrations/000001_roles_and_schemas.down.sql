-- SPDX-License-Identifier: GPL-3.0-or-later
DROP SCHEMA pos_admin CASCADE;
DROP SCHEMA shop;
DROP SCHEMA identity;
DROP SCHEMA keys;
DROP SCHEMA events;
DROP SCHEMA audit;
DROP SCHEMA mail;
DROP EXTENSION pg_trgm;
REVOKE SELECT ON public.schema_migrations FROM pos_app, pos_system;
