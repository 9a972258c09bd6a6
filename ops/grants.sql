-- What the application's database role may do. Run it as the owner of the tables, in the database, after every
-- `unionhall migrate` and `unionhall federation create`; running it again changes nothing:
--
--     psql "$OWNER_DATABASE_URL" -v ON_ERROR_STOP=1 -f ops/grants.sql
--
-- The role (CREATE ROLE unionhall_app LOGIN PASSWORD '…') owns nothing, so it can neither change a table nor give itself rights.
-- It adds to the audit trail and reads it; no entry and no link of the chain is ever changed, deleted or truncated by it.
-- Every schema of a federation and of its jobs gets the same; the registry of federations is only read.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

DO $grants$
DECLARE
    place text;
BEGIN
    FOR place IN SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('core_auditentry', 'procrastinate_jobs') LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO unionhall_app', place);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO unionhall_app', place);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO unionhall_app', place);
        -- Tables of later versions, until this file is run again.
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO unionhall_app', place);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO unionhall_app', place);
    END LOOP;
    FOR place IN SELECT schemaname FROM pg_tables WHERE tablename = 'core_auditentry' LOOP
        -- Only ever longer.
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %1$I.core_auditentry, %1$I.core_auditlink FROM unionhall_app', place);
        -- The end of the chain moves on; its row is neither renamed nor deleted.
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I.core_audithead FROM unionhall_app', place);
        EXECUTE format('GRANT UPDATE (position, hash) ON %I.core_audithead TO unionhall_app', place);
        -- Which migrations were run is the owner's to write.
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I.django_migrations FROM unionhall_app', place);
    END LOOP;
    -- Which federations live here is the owner's to write, too.
    IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'unionhall_installation' AND tablename = 'federation') THEN
        GRANT USAGE ON SCHEMA unionhall_installation TO unionhall_app;
        GRANT SELECT ON unionhall_installation.federation TO unionhall_app;
    END IF;
END
$grants$;
