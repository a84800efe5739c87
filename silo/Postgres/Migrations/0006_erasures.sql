-- Who was erased, and when: the spool of a silo that was away may still hold predictions of theirs, and a frontend a
-- connection, which are left out when they come. The name is not here, only its SHA-256, and that no longer than a spool may be away.
create table erasures
(
    user_hash bytea       primary key check (octet_length(user_hash) = 32),
    erased_at timestamptz not null
);
