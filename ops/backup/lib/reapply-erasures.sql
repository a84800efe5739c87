-- Runs in the restored database, after known_erasures (user_hash, erased_at) was filled with those of the database before it.
-- Whoever was erased after the backup is taken out again; of whoever was being erased just then, what is older than that.
insert into public.erasures (user_hash, erased_at)
select user_hash, erased_at from known_erasures
on conflict (user_hash) do update set erased_at = greatest(erasures.erased_at, excluded.erased_at);

create temporary table recent_erasures as
select user_hash, erased_at, erased_at > :'taken_at'::timestamptz as is_after_backup
from public.erasures
where erased_at > :'taken_at'::timestamptz - interval '1 hour';

-- Users' names are in columns user_id, and in the keys of grains. Only the time at which a row was written tells a row of
-- before an erasure from one of after it; where there is none, the erasure has to be after the backup.
select format(
    'with gone as
     (
         delete from only %1$s t using recent_erasures e
         where sha256(convert_to(t.%2$I, ''UTF8'')) = e.user_hash and (e.is_after_backup or %3$s)
         returning 1
     )
     select %1$L, count(*) from gone',
    format('%I.%I', nspname, relname),
    named.attname,
    coalesce(
        (
            select format('t.%I <= e.erased_at', attname)
            from pg_attribute
            where attrelid = pg_class.oid and attname in ('created_at', 'connected_at', 'modifiedon') and not attisdropped
            limit 1
        ),
        'false'))
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
join pg_attribute named on named.attrelid = pg_class.oid
where relkind = 'r' and nspname = 'public' and not named.attisdropped
  and named.attname in ('user_id', 'grainidextensionstring') and named.atttypid = 'text'::regtype
order by relname
\gexec
