-- Devices and whom their tokens speak for. token_hash is the SHA-256 of a random token, in hex: what is stored opens nothing.
-- An id is never given twice, so that whoever revokes a device means that one.
create table devices
(
    id         integer primary key autoincrement,
    user_id    text    not null,
    name       text    not null,
    token_hash text    not null,
    created_at integer not null,
    revoked_at integer
);

create unique index devices_token on devices (token_hash);
create index idx_devices_user on devices (user_id, id);
