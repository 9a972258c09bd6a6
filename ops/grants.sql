-- What the application's database role may do. Run it as the owner of the tables, in the database, after every
-- `unionhall migrate`; running it again changes nothing:
--
--     psql "$OWNER_DATABASE_URL" -v ON_ERROR_STOP=1 -f ops/grants.sql
--
-- The role (CREATE ROLE unionhall_app LOGIN PASSWORD '…') owns nothing, so it can neither change a table nor give itself rights.
-- It adds to the audit trail and reads it; no entry and no link of the chain is ever changed, deleted or truncated by it.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO unionhall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO unionhall_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO unionhall_app;

-- Only ever longer.
REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON core_auditentry, core_auditlink FROM unionhall_app;
-- The end of the chain moves on; its row is neither renamed nor deleted.
REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON core_audithead FROM unionhall_app;
GRANT UPDATE (position, hash) ON core_audithead TO unionhall_app;
-- Which migrations were run is the owner's to write.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM unionhall_app;

-- Tables of later versions, until this file is run again.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO unionhall_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO unionhall_app;
