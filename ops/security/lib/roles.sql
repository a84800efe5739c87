-- Roles with what they may do, and who else than the owner may do what with tables and schemas.
select concat_ws(' ', 'role', rolname,
    case when rolsuper then 'superuser' end, case when rolcanlogin then 'login' end,
    case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end,
    case when rolreplication then 'replication' end, case when rolbypassrls then 'bypassrls' end,
    'member of: ' || (select string_agg(parent.rolname, ', ' order by parent.rolname)
        from pg_auth_members m join pg_roles parent on parent.oid = m.roleid where m.member = r.oid))
from pg_roles r where rolname !~ '^pg_' order by rolname;
select distinct concat_ws(' ', 'grant', coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type, 'on schema', n.nspname)
from pg_namespace n, aclexplode(n.nspacl) a
where n.nspname = 'public' and a.grantee <> n.nspowner order by 1;
select distinct concat_ws(' ', 'grant', coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type, 'on tables')
from pg_class c, aclexplode(c.relacl) a
where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner order by 1;
